import { memo } from "react";
import type { Row } from "signalbox/contract";
import { type Text, useText } from "../../i18n/index.js";
import { clockTime, formatBytes, formatDelta } from "../../model/format.js";
import type { TimelineLook } from "../../model/timeline/look.js";
import { type RowLook, rowLook, separates, startsSecond } from "../../model/timeline/rowText.js";
import { Icon, type IconName } from "../../ui/Icon.js";
import type { Lane } from "./lanes.js";
import { durationText, kindText, previewText } from "./rowTexts.js";
import { SequenceCell } from "./SequenceCell.js";
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
  readonly look: TimelineLook;
  /** Microseconds since the row that times are told from. */
  readonly delta: number | undefined;
  /** Where several connections stand side by side: whose row it is. */
  readonly lane: Lane | undefined;
  /** How many lanes there are. */
  readonly lanes: number;
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
    row?.mark && styles[`mark-${row.mark.color}`],
    row && props.index > 0 && !props.lane && separates(row) && styles.separator,
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
        <Cells {...props} row={row} direction={look} text={text} />
      )}
    </div>
  );
});

interface CellsProps extends Omit<RowLineProps, "row"> {
  readonly row: Row;
  readonly direction: RowLook;
  readonly text: Text;
}

function Cells({ row, direction, text, previous, look, delta, lane, lanes }: CellsProps) {
  const { t, locale } = text;
  // A state has no size, and most have no duration: their sentence takes the room.
  const isWide = row.kind === "state" && row.durationUs === undefined;
  const duration = durationText(row, text);
  const isSequence = look.layout === "sequence";
  return (
    <>
      <Cell className={styles.time}>
        <Time row={row} previous={previous} look={look} delta={delta} />
      </Cell>
      <Cell className={styles.icon}>
        <span role="img" aria-label={t(`row.${direction}`)}>
          <Icon name={ICONS[direction]} />
        </span>
      </Cell>
      {isSequence && <SequenceCell row={row} lane={lane} lanes={lanes} />}
      {lane !== undefined && !isSequence && (
        <Cell className={`${styles.connection} ${styles[`lane${lane.colour}`]}`}>{lane.title}</Cell>
      )}
      <Cell className={row.kind === "event" ? styles.event : styles.kind}>{kindText(row, text)}</Cell>
      <Cell
        className={isWide ? styles.wide : `${styles.preview} ${duration === "" ? styles.roomy : ""}`}
        span={isWide ? 3 : 1}
      >
        {row.mark && <MarkSign row={row} text={text} />}
        {row.origin && <span className={styles.origin}>{t(`origin.${row.origin}`)}</span>}
        {previewText(row, text)}
        {row.argumentCount !== undefined && row.argumentCount > 1 && (
          <span className={styles.arguments}>{t("row.arguments", { count: row.argumentCount })}</span>
        )}
      </Cell>
      {!isWide && (
        <>
          <Cell className={styles.number}>{row.kind === "state" ? "" : formatBytes(row.size, locale)}</Cell>
          <Cell className={styles.number}>{duration}</Cell>
        </>
      )}
    </>
  );
}

function Time({ row, previous, look, delta }: Pick<CellsProps, "row" | "previous" | "look" | "delta">) {
  if (look.delta !== "none") return <span>{delta === undefined ? "" : formatDelta(delta)}</span>;
  const time = clockTime(row.timeUs, look.precision);
  return (
    <>
      {startsSecond(row, previous) && <span>{time.second}</span>}
      <span>{time.fraction}</span>
    </>
  );
}

function MarkSign({ row, text: { t } }: { readonly row: Row; readonly text: Text }) {
  if (!row.mark) return null;
  return (
    <span className={styles.mark}>
      <span role="img" aria-label={t(`mark.${row.mark.color}`)}>
        <Icon name="flag" size={12} />
      </span>
      {row.mark.note}
    </span>
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
