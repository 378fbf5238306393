import { engineTexts } from "./engine.js";
import { socketTexts } from "./socket.js";
import type { Span, SpanText, SpanTexts } from "./span.js";
import { truncated } from "./text.js";
import { websocketErrorText, websocketTexts } from "./websocket-english.js";

const texts: SpanTexts = { ...websocketTexts, ...engineTexts, ...socketTexts };

/** A span in English. */
export function describeSpan(span: Span): SpanText {
  const describe = Object.hasOwn(texts, span.kind) ? texts[span.kind] : undefined;
  return describe?.(span) ?? { label: span.kind, explanation: "" };
}

/** What is wrong with a span, in English; `undefined` when nothing is. */
export function describeSpanError(span: Span): string | undefined {
  if (span.error === undefined) return undefined;
  if (span.error === truncated) return "the bytes end before it does";
  return websocketErrorText(span.error) ?? span.error;
}

/** Every `kind` that has a wording. */
export const spanKinds: readonly string[] = Object.keys(texts);
