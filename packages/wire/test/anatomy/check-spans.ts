import { expect } from "vitest";
import { socketTexts } from "../../src/anatomy/socket.js";
import type { Span, SpanTexts } from "../../src/anatomy/span.js";

/** The spans lie side by side from `start` to `end`; children lie inside, in order; each has a wording. */
export function checkSpans(spans: readonly Span[], start: number, end: number, texts: SpanTexts): void {
  let at = start;
  for (const span of spans) {
    expect(span.start).toBe(at);
    at = span.end;
    checkOne(span, texts);
  }
  expect(at).toBe(end);
}

function checkOne(span: Span, texts: SpanTexts): void {
  const words = (texts[span.kind] ?? socketTexts[span.kind])?.(span);
  expect(words?.label).toEqual(expect.any(String));
  expect(words?.explanation).toMatch(/\.$/);
  let at = span.start;
  for (const child of span.children ?? []) {
    expect(child.start).toBeGreaterThanOrEqual(at);
    expect(child.end).toBeLessThanOrEqual(span.end);
    at = child.end;
    checkOne(child, texts);
  }
}
