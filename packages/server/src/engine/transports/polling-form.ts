/** How the bodies of polling requests and answers look on the outside. */
export interface PollingForm {
  readonly contentType: string;
  /** Wraps an encoded payload. */
  wrap(payload: string): string;
  /** Takes the payload out of a request body; undefined when there is none. */
  unwrap(body: string): string | undefined;
}

export const plainForm: PollingForm = {
  contentType: "text/plain; charset=UTF-8",
  wrap: (payload) => payload,
  unwrap: (body) => body,
};

/**
 * JSONP, for browsers without cross-origin requests: the answer is a script that calls the client, the
 * request a form with the payload in its field `d`, line feeds written as a backslash and an n.
 *
 * @param index the number of the callback, `j` in the query
 */
export function jsonpForm(index: string): PollingForm {
  const callback = `___eio[${index.replace(/\D/g, "")}]`;
  return {
    contentType: "text/javascript; charset=UTF-8",
    // JSON allows both line separators in strings, older script parsers do not.
    wrap: (payload) =>
      `${callback}(${JSON.stringify(payload).replace(/[\u2028\u2029]/g, (separator) => (separator === "\u2028" ? "\\u2028" : "\\u2029"))});`,
    unwrap: (body) =>
      new URLSearchParams(body)
        .get("d")
        ?.replace(/\\?\\n/g, (escaped) => (escaped.length === 2 ? "\n" : "\\n")),
  };
}
