import type { BinaryEncoding } from "../../contract/index.js";

/** White space is allowed anywhere; anything else that is not of the encoding is refused: undefined. */
export function decodeBytes(body: string, encoding: BinaryEncoding): Buffer | undefined {
  const text = body.replace(/\s+/g, "");
  switch (encoding) {
    case "hex":
      return text.length % 2 === 0 && /^[0-9a-f]*$/i.test(text) ? Buffer.from(text, "hex") : undefined;
    case "base64":
      return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? Buffer.from(text, "base64") : undefined;
    case "file":
      // Read before: a path is no content.
      return undefined;
  }
}
