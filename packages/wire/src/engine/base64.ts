import { EngineProtocolError } from "./errors.js";

// Both are globals of every JavaScript runtime, but of no ECMAScript library that TypeScript ships.
declare function btoa(bytes: string): string;
declare function atob(base64: string): string;

/** How many arguments a call may surely have. */
const piece = 8192;

/** Standard alphabet with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += piece) {
    // An array of arguments may be array-like, and is taken several times faster than what is spread.
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + piece) as unknown as number[]);
  }
  return btoa(text);
}

/** Reads `text` from `start` on; padding is optional, anything outside the alphabet is refused. */
export function decodeBase64(text: string, start: number): Uint8Array<ArrayBuffer> {
  try {
    // `atob` would pass over white space.
    const bytes = atob(text.slice(start).replace(/\s/, "!"));
    const out = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length; at++) out[at] = bytes.charCodeAt(at);
    return out;
  } catch {
    throw new EngineProtocolError("ENGINE_BAD_BASE64", "not Base64");
  }
}
