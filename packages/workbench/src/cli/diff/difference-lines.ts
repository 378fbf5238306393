import type { RowDifference } from "../../diff/index.js";
import type { Paint } from "../paint.js";

/** What the two sides are called. */
export interface SideNames {
  readonly recorded: string;
  readonly now: string;
}

const marks = { changed: "~", missing: "-", extra: "+" } as const;
const arrows = { sent: "→", received: "←", none: "·" } as const;

/** A difference as lines for a person. */
export function differenceLines(
  { type, connection, direction, label, recorded, now, differences = [] }: RowDifference,
  sides: SideNames,
  paint: Paint,
): readonly string[] {
  const width = Math.max(sides.recorded.length, sides.now.length);
  const head = `${marks[type]} ${connection} ${arrows[direction]} ${label}`;
  const lines = [paint(type === "extra" ? "good" : "bad", head)];
  if (recorded) lines.push(`    ${sides.recorded.padEnd(width)}  row ${recorded.seq}: ${recorded.text}`);
  if (now) lines.push(`    ${sides.now.padEnd(width)}  row ${now.seq}: ${now.text}`);
  for (const { path, expected, actual } of differences) {
    lines.push(`    at ${path}: ${expected} became ${actual}`);
  }
  return lines;
}
