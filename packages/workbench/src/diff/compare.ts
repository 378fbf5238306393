import type { Difference } from "../scenarios/matching/difference.js";
import { differences } from "../scenarios/matching/match.js";
import { align } from "./align.js";
import type { Comparable } from "./comparable.js";
import { type Ignored, withoutIgnored } from "./ignore.js";
import { Substitutions } from "./substitutions.js";

/** One row of a recording that has no equal now, or one of now that was not recorded. */
export interface RowDifference {
  readonly type: "changed" | "missing" | "extra";
  readonly connection: string;
  readonly direction: Comparable["direction"];
  readonly label: string;
  /** Row and content on one line; absent when it is extra. */
  readonly recorded?: { readonly seq: number; readonly text: string };
  /** Absent when it is missing. */
  readonly now?: { readonly seq: number; readonly text: string };
  /** Where a changed row differs. */
  readonly differences?: readonly Difference[];
}

export interface CompareOptions {
  readonly ignore: readonly Ignored[];
  /** What stands now for texts of the recording. */
  readonly substitutions: Substitutions;
}

export const compareDefaults: CompareOptions = { ignore: [], substitutions: new Substitutions() };

/** How the rows of one connection differ: stream by stream, in the order of the recording. */
export function compareRows(
  recorded: readonly Comparable[],
  now: readonly Comparable[],
  options: CompareOptions = compareDefaults,
): readonly RowDifference[] {
  const nowByStream = byStream(now);
  const found: RowDifference[] = [];
  for (const [stream, rows] of byStream(recorded)) {
    found.push(...compareStream(rows, nowByStream.get(stream) ?? [], options));
    nowByStream.delete(stream);
  }
  for (const rows of nowByStream.values()) found.push(...rows.map(extra));
  return found.sort((one, other) => placeOf(one) - placeOf(other));
}

function compareStream(
  recorded: readonly Comparable[],
  now: readonly Comparable[],
  { ignore, substitutions }: CompareOptions,
): readonly RowDifference[] {
  const eventOf = (row: Comparable) => row.label.replace(/^(?:event|ack of) /, "");
  const recordedValues = recorded.map((row) =>
    withoutIgnored(substitutions.value(row.value), eventOf(row), ignore),
  );
  const nowValues = now.map((row) => withoutIgnored(row.value, eventOf(row), ignore));
  const { pairs } = align(recordedValues.map(canonical), nowValues.map(canonical));
  const found: RowDifference[] = [];
  let left = 0;
  let right = 0;
  // What stands between two pairs is paired by place, as far as it goes.
  for (const [nextLeft, nextRight] of [...pairs, [recorded.length, now.length] as const]) {
    for (; left < nextLeft || right < nextRight; left++, right++) {
      const before = left < nextLeft ? recorded[left] : undefined;
      const after = right < nextRight ? now[right] : undefined;
      if (before && after) {
        const options = { exact: true, isLiteral: true, directory: "." };
        found.push(changed(before, after, differences(recordedValues[left], nowValues[right], options)));
      } else if (before) found.push(missing(before));
      else if (after) found.push(extra(after));
    }
    left = nextLeft + 1;
    right = nextRight + 1;
  }
  return found;
}

function changed(before: Comparable, after: Comparable, found: readonly Difference[]): RowDifference {
  return { ...factsOf("changed", before), recorded: side(before), now: side(after), differences: found };
}

function missing(row: Comparable): RowDifference {
  return { ...factsOf("missing", row), recorded: side(row) };
}

function extra(row: Comparable): RowDifference {
  return { ...factsOf("extra", row), now: side(row) };
}

function factsOf(type: RowDifference["type"], { connection, direction, label }: Comparable) {
  return { type, connection, direction, label };
}

function side({ seq, text }: Comparable) {
  return { seq, text };
}

function placeOf({ recorded, now }: RowDifference): number {
  return recorded?.seq ?? now?.seq ?? 0;
}

/** Rows by what is compared in order, streams in the order of their first row. */
export function byStream(rows: readonly Comparable[]): Map<string, Comparable[]> {
  const streams = new Map<string, Comparable[]>();
  for (const row of rows) {
    const known = streams.get(row.stream);
    if (known) known.push(row);
    else streams.set(row.stream, [row]);
  }
  return streams;
}

/** A value as text that is the same for equal values, whatever the order of their members. */
function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${members.join(",")}}`;
}
