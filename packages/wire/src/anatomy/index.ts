export type { Span, SpanText, SpanTexts } from "./span.js";
