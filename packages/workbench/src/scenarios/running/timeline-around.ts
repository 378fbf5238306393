import type { LoggedRow, RunLog } from "../../capture-files/run-log.js";
import { showEntry } from "../../capture-files/show.js";
import type { TimelineLine } from "./failure.js";

const rowsBefore = 12;
const rowsAfter = 3;

/** What happened around a row, or last, for a person: the protocol layer is left out. */
export function timelineAround(log: RunLog, nearestSeq: number | undefined): readonly TimelineLine[] {
  const last = log.lastSeq;
  const center = nearestSeq ?? last;
  // Of the rows of the protocol layer there may be several for each that is shown.
  const shown = log.rows(Math.max(1, center - rowsBefore * 8), last).filter(isShown);
  const at = shown.findIndex(({ seq }) => seq >= center);
  const middle = at === -1 ? shown.length : at;
  const nearby = shown.slice(Math.max(0, middle - rowsBefore), middle + rowsAfter + 1);
  const ending = shown.slice(-rowsAfter).filter((row) => !nearby.includes(row));
  return [...nearby, ...ending].map((row) => lineOf(row, log.startedAt, nearestSeq));
}

function isShown({ entry: { kind } }: LoggedRow): boolean {
  return kind === "state" || kind === "message" || kind === "event" || kind === "ack" || kind === "problem";
}

function lineOf({ seq, connection, entry }: LoggedRow, startedAt: number, nearest?: number): TimelineLine {
  return {
    seq,
    sinceStartMs: entry.at - startedAt,
    connection,
    direction: entry.direction,
    kind: entry.kind,
    text: showEntry(entry),
    isNearest: seq === nearest,
  };
}
