import { expect } from "vitest";
import type { Span } from "../../src/anatomy/index.js";

/** A tree of spans as lines to compare: indentation, offsets, kind, value, error. */
export function outline(spans: readonly Span[], depth = 0): string[] {
  return spans.flatMap((span) => {
    const bits = span.bits === undefined ? "" : ` bits ${span.bits.from}+${span.bits.count}`;
    const value = span.value === undefined ? "" : ` = ${JSON.stringify(span.value)}`;
    const error = span.error === undefined ? "" : ` ! ${span.error}`;
    const line = `${"  ".repeat(depth)}${span.start}..${span.end}${bits} ${span.kind}${value}${error}`;
    return [line, ...outline(span.children ?? [], depth + 1)];
  });
}

/** All spans of a tree. */
export function flat(spans: readonly Span[]): Span[] {
  return spans.flatMap((span) => [span, ...flat(span.children ?? [])]);
}

/** Children lie inside their parent, in order, without overlap; parts of one byte likewise by their bits. */
export function expectWellFormed(spans: readonly Span[], start: number, end: number): void {
  let at = start;
  let bit = 0;
  for (const span of spans) {
    if (span.bits === undefined) {
      expect(span.start).toBeGreaterThanOrEqual(at);
      at = span.end;
    } else {
      expect(span.end - span.start).toBe(1);
      expect(span.bits.from).toBe(bit);
      bit += span.bits.count;
    }
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(end);
    expectWellFormed(span.children ?? [], span.start, span.end);
  }
}
