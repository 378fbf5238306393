import type { Span } from "@signalbox/wire/anatomy";

/** How many colours the hexdump takes turns with. */
export const SPAN_COLOURS = 5;

/** A run of bytes that mean one thing: the innermost span over them, and what it lies in. */
export interface Run {
  readonly start: number;
  readonly end: number;
  /** Outermost first; the last one is the innermost. */
  readonly path: readonly Span[];
  readonly colour: number;
}

/** The bytes of a dump cut into runs, in order. Spans that share bytes as bits stay together in one run. */
export function toRuns(spans: readonly Span[]): readonly Run[] {
  const runs: Run[] = [];
  const put = (start: number, end: number, path: readonly Span[]) => {
    if (end > start) runs.push({ start, end, path, colour: runs.length % SPAN_COLOURS });
  };
  const walk = (span: Span, outer: readonly Span[]) => {
    const path = [...outer, span];
    const children = (span.children ?? []).filter((child) => child.bits === undefined);
    let at = span.start;
    for (const child of children) {
      put(at, child.start, path);
      walk(child, path);
      at = child.end;
    }
    put(at, span.end, path);
  };
  for (const span of spans) walk(span, []);
  return runs;
}

/** The run over a byte, by binary search: a handshake has a hundred runs and is hovered at every mouse move. */
export function runAt(runs: readonly Run[], offset: number): Run | undefined {
  let low = 0;
  let high = runs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run === undefined) return undefined;
    if (offset < run.start) high = middle - 1;
    else if (offset >= run.end) low = middle + 1;
    else return run;
  }
  return undefined;
}

/** The parts of a byte, where the innermost span is made of bits. */
export function bitsOf(run: Run): readonly Span[] {
  return (run.path.at(-1)?.children ?? []).filter((child) => child.bits !== undefined);
}
