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
