import { EngineProtocolError } from "./errors.js";
import { decodeUtf8 } from "./utf8.js";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const padding = 61;

const digitOf = new Uint8Array(256).fill(64);
const charOf = new Uint8Array(64);
for (let digit = 0; digit < 64; digit++) {
  const char = alphabet.charCodeAt(digit);
  charOf[digit] = char;
  digitOf[char] = digit;
}

/** Standard alphabet with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const { length } = bytes;
  const out = new Uint8Array(Math.ceil(length / 3) * 4).fill(padding);
  let at = 0;
  for (let i = 0; i < length; i += 3) {
    const left = length - i;
    // An index past the end reads undefined, which the shift turns into 0.
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    out[at] = charOf[group >> 18] as number;
    out[at + 1] = charOf[(group >> 12) & 63] as number;
    if (left > 1) out[at + 2] = charOf[(group >> 6) & 63] as number;
    if (left > 2) out[at + 3] = charOf[group & 63] as number;
    at += 4;
  }
  return decodeUtf8(out);
}

/** Reads `text` from `start` on; padding is optional, anything outside the alphabet is refused. */
export function decodeBase64(text: string, start: number): Uint8Array<ArrayBuffer> {
  let end = text.length;
  for (let pads = 0; pads < 2 && end > start && text.charCodeAt(end - 1) === padding; pads++) end--;
  const digits = end - start;
  let invalid = digits % 4 === 1 ? 64 : 0;
  const out = new Uint8Array((digits * 3) >> 2);
  let at = 0;
  for (let i = start; i < end; i += 4) {
    let group = 0;
    for (let j = 0; j < 4; j++) {
      const char = i + j < end ? text.charCodeAt(i + j) : 65;
      const digit = char < 256 ? (digitOf[char] as number) : 64;
      invalid |= digit;
      group = (group << 6) | digit;
    }
    // Writes past the end of a typed array are ignored, which is what a short last group needs.
    out[at++] = group >> 16;
    out[at++] = group >> 8;
    out[at++] = group;
  }
  if (invalid & 64) throw new EngineProtocolError("ENGINE_BAD_BASE64", "not Base64");
  return out;
}
