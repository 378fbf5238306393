import type { I18n } from "@lingui/core";
import { describeSpan, type Span, type SpanText } from "@signalbox/wire/anatomy";
import { spanTextsZhTW } from "./zh-TW/spans.js";

/** What a run of bytes is, in the language of the page. wire words it in English itself. */
export function spanText(i18n: I18n, span: Span): SpanText {
  const translated = i18n.locale === "zh-TW" ? spanTextsZhTW[span.kind]?.(span) : undefined;
  return translated ?? describeSpan(span);
}
