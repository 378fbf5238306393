/** RFC 9110 section 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Whether text is a token: what header names, subprotocols, extension names and parameters are made of. */
export function isToken(text: string): boolean {
  return token.test(text);
}

/** Whether a comma-separated list of tokens, e.g. Connection or Upgrade, contains one, in any case of letters. */
export function listHasToken(value: string | undefined, lowerCaseToken: string): boolean {
  if (value === undefined) return false;
  return value.split(",").some((entry) => entry.trim().toLowerCase() === lowerCaseToken);
}

/**
 * Text without the spaces and tabs around it (RFC 9110 section 5.6.3). A loop, because a regular expression
 * for the ones at the end takes quadratic time on a long run of spaces in the middle.
 */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** Text of the peer for an error message: in quotes, and no longer than a line. */
export function quote(text = ""): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
