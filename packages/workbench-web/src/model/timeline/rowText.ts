import type { Row } from "signalbox/contract";

/** How a row looks at a glance: an arrow for what crossed the wire, a diamond for what happened here. */
export type RowLook = "sent" | "received" | "state" | "problem";

export function rowLook(row: Row): RowLook {
  if (row.kind === "problem" || row.phase === "failed") return "problem";
  if (row.direction === "sent" || row.direction === "received") return row.direction;
  return "state";
}

/** A state row's sentence without the words that repeat its phase, and without the explanation at its end. */
export function stateFacts(preview: string): string {
  return preview
    .replace(/^(?:connecting to|connected|closing|closed)[\s,:]*/, "")
    .replace(/\s*\([^()]*\)$/, "");
}

/** A row repeats its second only when it changed. */
export function startsSecond(row: Row, previous: Row | undefined): boolean {
  return previous === undefined || Math.floor(previous.timeUs / 1e6) !== Math.floor(row.timeUs / 1e6);
}

/** Whether a new attempt begins with this row: what stands above belongs to the connection before. */
export function separates(row: Row): boolean {
  return row.phase === "connecting";
}
