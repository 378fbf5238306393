import { memo } from "react";
import type { Row } from "signalbox/contract";
import { isPlain, type Text, useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { clockTime, formatBytes, formatDuration } from "../../model/format.js";
import { type RowLook, rowLook, startsSecond, stateFacts } from "../../model/rowText.js";
import { Icon, type IconName } from "../../ui/Icon.js";
import styles from "./Timeline.module.css";

const ICONS: Readonly<Record<RowLook, IconName>> = {
  sent: "up",
  received: "down",
  state: "state",
  problem: "problem",
};

export interface RowLineProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly row: Row | undefined;
  /** The row above decides whether the whole time is repeated. */
  readonly previous: Row | undefined;
  readonly isSelected: boolean;
  readonly isStriped: boolean;
  /** In a merged timeline, whose row it is. */
  readonly connectionTitle?: string | undefined;
}

export const RowLine = memo(function RowLine(props: RowLineProps) {
  const { row, isSelected } = props;
  const text = useText();
  const look = row === undefined ? "state" : rowLook(row);
  const classes = [
    styles.row,
    styles[look],
    isSelected && styles.selected,
    props.isStriped && styles.striped,
  ];
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={isSelected}
      data-index={props.index}
      data-seq={row?.seq}
      className={classes.filter(Boolean).join(" ")}
      style={{ top: props.top }}
    >
      {row === undefined ? (
        <span role="gridcell" className={styles.loading} aria-label={text.t("timeline.loadingRow")} />
      ) : (
        <Cells
          row={row}
          look={look}
          text={text}
          previous={props.previous}
          connectionTitle={props.connectionTitle}
        />
      )}
    </div>
  );
});

interface CellsProps extends Pick<RowLineProps, "previous" | "connectionTitle"> {
  readonly row: Row;
  readonly look: RowLook;
  readonly text: Text;
}

function Cells({ row, look, text, previous, connectionTitle }: CellsProps) {
  const { t, locale } = text;
  const time = clockTime(row.timeUs);
  // A state has no size, and most have no duration: their sentence takes the room.
  const isWide = row.kind === "state" && row.durationUs === undefined;
  return (
    <>
      <Cell className={styles.time}>
        {startsSecond(row, previous) && <span>{time.second}</span>}
        <span>{time.fraction}</span>
      </Cell>
      <Cell className={styles.icon}>
        <span role="img" aria-label={t(`row.${look}`)}>
          <Icon name={ICONS[look]} />
        </span>
      </Cell>
      {connectionTitle !== undefined && <Cell className={styles.connection}>{connectionTitle}</Cell>}
      <Cell className={row.kind === "event" ? styles.event : styles.kind}>{kindText(row, text)}</Cell>
      <Cell className={isWide ? styles.wide : styles.preview} span={isWide ? 3 : 1}>
        {previewText(row, text)}
        {row.argumentCount !== undefined && row.argumentCount > 1 && (
          <span className={styles.arguments}>{t("row.arguments", { count: row.argumentCount })}</span>
        )}
      </Cell>
      {!isWide && (
        <>
          <Cell className={styles.number}>{row.kind === "state" ? "" : formatBytes(row.size, locale)}</Cell>
          <Cell className={styles.number}>{durationText(row, text)}</Cell>
        </>
      )}
    </>
  );
}

function Cell({
  className,
  span = 1,
  children,
}: {
  readonly className: string | undefined;
  /** How many columns it takes. */
  readonly span?: number;
  readonly children: React.ReactNode;
}) {
  return (
    <span role="gridcell" aria-colspan={span === 1 ? undefined : span} className={className}>
      {children}
    </span>
  );
}

export function kindText(row: Row, { t }: Text): string {
  switch (row.kind) {
    case "event":
      return row.event ?? t("kind.event");
    case "ack":
      return row.event === undefined ? t("kind.ack") : t("kind.ackOf", { event: row.event });
    case "message":
      return row.isBinary ? t("kind.binary") : t("kind.text");
    case "state":
      return t(`phase.${row.phase ?? "connected"}`);
    case "engine":
      return row.event === undefined ? t("kind.engine") : t("kind.engineOf", { type: row.event });
    default:
      return t(`kind.${row.kind}`);
  }
}

function previewText(row: Row, text: Text): string {
  if (row.problem !== undefined)
    return problemText(text.i18n, { ...row.problem, message: row.preview }).message;
  return row.kind === "state" ? stateText(row, text) : row.preview;
}

/** The kind column says what became of the connection; here stand the facts: URL, version, code, reason. */
function stateText(row: Row, { t }: Text): string {
  const facts = stateFacts(row.preview);
  const meaning = row.phase === "closed" ? `closeCode.${/^\d{4}/.exec(facts)?.[0]}` : "";
  return isPlain(meaning) ? `${facts} · ${t(meaning)}` : facts;
}

function durationText(row: Row, { t }: Text): string {
  if (row.durationUs === undefined) return "";
  const duration = formatDuration(row.durationUs);
  return row.kind === "event" ? t("row.ackAfter", { duration }) : row.kind === "ack" ? "" : duration;
}
