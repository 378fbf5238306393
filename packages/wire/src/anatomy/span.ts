/**
 * A run of bytes (or of characters, where the input is text) and what it means. Spans nest: the children
 * of a span lie inside it, in order, without overlap.
 *
 * A span says what it found, not how to say it: `kind` is a stable id and `value` what was read, so that
 * a page can word it in its own language. `describeSpan` words it in English.
 */
export interface Span {
  /** First byte. */
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
  /** Where it is a part of a byte: its first bit, the top one being 0, and how many. */
  readonly bits?: { readonly from: number; readonly count: number };
  /** Stable id, e.g. `websocket.opcode`. */
  readonly kind: string;
  /** What the bytes say: a number, a text, a flag. */
  readonly value?: string | number | boolean;
  /** Stable code of the rule that these bytes break. */
  readonly error?: string;
  readonly children?: readonly Span[];
}

/** The wording of a span. */
export interface SpanText {
  /** A few words, e.g. `Opcode: text`. */
  readonly label: string;
  /** A sentence: what these bytes are for. */
  readonly explanation: string;
}

/** Wordings by `kind`. */
export type SpanTexts = Readonly<Record<string, (span: Span) => SpanText>>;
