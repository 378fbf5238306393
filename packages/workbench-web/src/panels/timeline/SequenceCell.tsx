import type { Row } from "signalbox/contract";
import type { Lane } from "./lanes.js";
import styles from "./Timeline.module.css";

export const LANE_PX = 54;
const HEIGHT = 24;

/** Width of the cell for so many lanes, the server's at the right end. */
export function sequenceWidth(lanes: number): number {
  return (lanes + 1) * LANE_PX;
}

export interface SequenceCellProps {
  readonly row: Row;
  /** The row's connection; undefined where there is but one. */
  readonly lane: Lane | undefined;
  readonly lanes: number;
}

/** One row of a sequence diagram: a line down for each connection and for its server, and an arrow for what crossed. */
export function SequenceCell({ row, lane, lanes }: SequenceCellProps) {
  const xOf = (place: number) => LANE_PX / 2 + place * LANE_PX;
  const from = xOf(lane?.place ?? 0);
  const to = xOf(lanes);
  const middle = HEIGHT / 2;
  const lines = Array.from({ length: lanes + 1 }, (_, place) => xOf(place));
  return (
    <span role="gridcell" className={styles.sequence}>
      {lane && <span className={styles.unseen}>{lane.title}</span>}
      <svg width={sequenceWidth(lanes)} height={HEIGHT} aria-hidden="true">
        {lines.map((x) => (
          <line key={x} x1={x} x2={x} y1={0} y2={HEIGHT} className={styles.lifeline} />
        ))}
        {row.direction === "none" ? (
          <circle cx={from} cy={middle} r={3.5} className={styles.happening} />
        ) : (
          <g className={styles.arrow}>
            <line x1={from} x2={to} y1={middle} y2={middle} />
            <path
              d={
                row.direction === "sent"
                  ? `M${to - 6} ${middle - 3.5} ${to} ${middle}l-6 3.5`
                  : `M${from + 6} ${middle - 3.5} ${from} ${middle}l6 3.5`
              }
            />
          </g>
        )}
      </svg>
    </span>
  );
}
