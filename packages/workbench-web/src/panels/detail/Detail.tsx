import { useMemo, useState } from "react";
import type { ConnectionState, Row, RowDetail } from "signalbox/contract";
import { type Text, useText } from "../../i18n/index.js";
import { anatomyOf } from "../../model/anatomy.js";
import { runAt, toRuns } from "../../model/byteSpans.js";
import { clockTime, formatBytes, formatDuration } from "../../model/format.js";
import type { TimelineView } from "../../model/timelineView.js";
import { Button } from "../../ui/Button.js";
import { Panes } from "../../ui/Panes.js";
import { type TabEntry, TabStrip } from "../../ui/TabStrip.js";
import { useObservable } from "../../ui/useObservable.js";
import { kindText } from "../timeline/RowLine.js";
import { AnatomyTable, ByteTip } from "./Anatomy.js";
import styles from "./Detail.module.css";
import { HexDump } from "./HexDump.js";
import { PartView } from "./PartView.js";
import { ProblemView } from "./ProblemView.js";

/** The backend gives at most this much of a row; more belongs into a file. */
const HIGHEST_LIMIT = 16 * 1024 * 1024;

export interface DetailProps {
  readonly view: TimelineView;
  /** Shown while no row is open and this connection has failed. */
  readonly connection: ConnectionState | undefined;
}

export function Detail({ view, connection }: DetailProps) {
  const { t } = useText();
  const state = useObservable(view.detail);
  return (
    <section className={styles.detail} aria-label={t("detail.label")} data-area="detail">
      {state.phase === "ready" ? (
        <OpenRow
          key={state.seq}
          detail={state.detail}
          onMore={state.limit >= HIGHEST_LIMIT ? undefined : () => view.more()}
          onOpen={(seq) => view.open(seq)}
        />
      ) : state.phase === "failed" ? (
        <ProblemView problem={state.problem} />
      ) : state.phase === "none" && connection?.phase === "failed" && connection.problem ? (
        <ProblemView problem={connection.problem} />
      ) : (
        <p className={styles.empty}>{state.phase === "loading" ? t("detail.loading") : t("detail.empty")}</p>
      )}
    </section>
  );
}

interface OpenRowProps {
  readonly detail: RowDetail;
  readonly onMore: (() => void) | undefined;
  readonly onOpen: (seq: number) => void;
}

function OpenRow({ detail, onMore, onOpen }: OpenRowProps) {
  const text = useText();
  const { t } = text;
  const [selected, select] = useState("");
  const [cursor, setCursor] = useState<number>();
  const isAnswer = selected === "answer";
  const bytes = isAnswer ? (detail.answer ?? detail.bytes) : detail.bytes;
  const runs = useMemo(() => toRuns(anatomyOf(detail, isAnswer)), [detail, isAnswer]);
  const table = <AnatomyTable runs={runs} cursor={cursor} onCursor={setCursor} />;

  const tabs: TabEntry[] = [
    ...(detail.problem
      ? [{ id: "problem", label: t("problemView.label"), content: <ProblemView problem={detail.problem} /> }]
      : []),
    ...detail.parts.map((part, index) => {
      const label = partLabel(detail, index, text);
      return { id: `part-${index}`, label, content: <PartView label={label} part={part} onMore={onMore} /> };
    }),
    ...(detail.bytesAre === "none"
      ? []
      : [{ id: "bytes", label: t(`bytes.${detail.bytesAre}`), content: table }]),
    ...(detail.answer ? [{ id: "answer", label: t("bytes.answer"), content: table }] : []),
  ];
  const strip =
    tabs.length === 0 ? (
      <p className={styles.plain}>{detail.row.preview}</p>
    ) : (
      <TabStrip
        label={t("detail.label")}
        tabs={tabs}
        selected={selected}
        onSelect={(id) => {
          select(id);
          setCursor(undefined);
        }}
      />
    );
  const top = (
    <div className={styles.top}>
      <RowFacts row={detail.row} onOpen={onOpen} />
      <div className={styles.rest}>{strip}</div>
    </div>
  );
  if (detail.bytesAre === "none" || bytes.length === 0) return top;
  return (
    <Panes
      id="detail"
      direction="vertical"
      handleLabel={t("panes.bytes")}
      panes={[
        { id: "content", minSize: 120, content: top },
        {
          id: "bytes",
          size: 196,
          minSize: 90,
          content: (
            <div className={styles.bytePane}>
              <HexDump
                label={t("bytes.label")}
                bytes={bytes}
                runs={runs}
                cursor={cursor}
                onCursor={setCursor}
              />
              <ByteTip
                run={cursor === undefined ? undefined : runAt(runs, cursor)}
                cursor={cursor}
                bytes={bytes}
              />
            </div>
          ),
        },
      ]}
    />
  );
}

function partLabel(detail: RowDetail, index: number, { t }: Text): string {
  const { kind } = detail.row;
  const part = detail.parts[index];
  if (part?.attachment) return t("detail.attachment", { index });
  if (kind === "event" || kind === "ack") return t("detail.argument", { index });
  return kind === "message" ? t("detail.payload") : t("detail.content");
}

/** One line that says which row this is. */
function RowFacts({ row, onOpen }: { readonly row: Row; readonly onOpen: (seq: number) => void }) {
  const text = useText();
  const { t, locale } = text;
  const time = clockTime(row.timeUs);
  const facts = [
    row.direction === "none" ? "" : t(`row.${row.direction}`),
    row.namespace ?? "",
    row.ackId === undefined ? "" : t("detail.ackId", { id: row.ackId }),
    row.kind === "state" ? "" : formatBytes(row.size, locale),
    row.durationUs === undefined ? "" : formatDuration(row.durationUs),
    `${time.second}${time.fraction}`,
  ].filter((fact) => fact !== "");
  const { pairSeq } = row;
  return (
    <div className={styles.factsLine}>
      <span className={row.kind === "event" ? styles.eventName : styles.kindName}>{kindText(row, text)}</span>
      <span className={styles.factsText}>{facts.join(" · ")}</span>
      {pairSeq !== undefined && (
        <Button look="quiet" size="small" onPress={() => onOpen(pairSeq)}>
          {row.kind === "ack" ? t("detail.openEmit") : t("detail.openAck")}
        </Button>
      )}
    </div>
  );
}
