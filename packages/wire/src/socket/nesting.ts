const quote = 34;
const backslash = 92;

/**
 * Tells whether JSON nests deeper than `max`, before it is parsed. Each level needs two characters,
 * so the usual short payload is answered from its length alone.
 */
export function exceedsNesting(json: string, max: number): boolean {
  if (json.length <= max * 2) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const char = json.charCodeAt(at);
    if (inString) {
      if (char === backslash) at++;
      else if (char === quote) inString = false;
    } else if (char === quote) {
      inString = true;
    } else if (char === 91 || char === 123) {
      if (++depth > max) return true;
    } else if (char === 93 || char === 125) {
      depth--;
    }
  }
  return false;
}
