import { useMemo, useState } from "react";
import type { RowDetail } from "signalbox/contract";
import { type Text, useText } from "../../i18n/index.js";
import { anatomyOf } from "../../model/detail/anatomy.js";
import { runAt, toRuns } from "../../model/detail/byteSpans.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { Panes } from "../../ui/Panes.js";
import { type TabEntry, TabStrip } from "../../ui/TabStrip.js";
import { AnatomyTable, ByteTip } from "./Anatomy.js";
import styles from "./Detail.module.css";
import { HexDump } from "./HexDump.js";
import { PartView } from "./PartView.js";
import { ProblemView } from "./ProblemView.js";
import { RowFacts } from "./RowFacts.js";

export interface OpenRowViewProps {
  readonly view: TimelineView;
  readonly detail: RowDetail;
  /** Undefined: no more of it is shown. */
  readonly onMore: (() => void) | undefined;
}

/** A row's parts, one a tab, over its original bytes. */
export function OpenRowView({ view, detail, onMore }: OpenRowViewProps) {
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
      const props = { label, row: detail.row, part, index, view, onMore };
      return { id: `part-${index}`, label, content: <PartView {...props} /> };
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
      <RowFacts view={view} detail={detail} />
      <div className={styles.rest} data-area="detail">
        {strip}
      </div>
    </div>
  );
  if (detail.bytesAre === "none" || bytes.length === 0) return top;
  return (
    <Panes
      id="detail"
      direction="vertical"
      handleLabel={t("panes.bytes")}
      panes={[
        { id: "content", minSize: 140, content: top },
        {
          id: "bytes",
          size: "36%",
          minSize: 84,
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
  const attachment = detail.parts[index]?.attachment;
  if (attachment !== undefined) return t("detail.attachment", { index: attachment });
  if (kind === "event" || kind === "ack") return t("detail.argument", { index });
  return kind === "message" ? t("detail.payload") : t("detail.content");
}
