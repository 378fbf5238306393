/** Binary as a person types it, and back. */

export type BinaryEncoding = "hex" | "base64";

/** The bytes of a hex or Base64 text, or where it stops being one. White space is allowed anywhere. */
export type ParsedBinary =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly at: number };

export function parseBinary(text: string, encoding: BinaryEncoding): ParsedBinary {
  return encoding === "hex" ? parseHex(text) : parseBase64(text);
}

function parseHex(text: string): ParsedBinary {
  const digits: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (/\s/.test(char)) continue;
    const value = /[0-9a-fA-F]/.test(char) ? Number.parseInt(char, 16) : -1;
    if (value < 0) return { ok: false, at: i };
    digits.push(value);
  }
  if (digits.length % 2 === 1) return { ok: false, at: text.length };
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = ((digits[2 * i] ?? 0) << 4) | (digits[2 * i + 1] ?? 0);
  return { ok: true, bytes };
}

function parseBase64(text: string): ParsedBinary {
  const wrong = text.search(/[^A-Za-z0-9+/=\-_\s]/);
  if (wrong >= 0) return { ok: false, at: wrong };
  const plain = text.replace(/\s/g, "").replace(/-/g, "+").replace(/_/g, "/");
  try {
    return { ok: true, bytes: Uint8Array.from(atob(plain), (char) => char.charCodeAt(0)) };
  } catch {
    return { ok: false, at: text.length };
  }
}

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) {
    text += (i === 0 ? "" : i % 16 === 0 ? "\n" : " ") + (bytes[i] ?? 0).toString(16).padStart(2, "0");
  }
  return text;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  // String.fromCharCode takes its bytes as arguments: a few thousand at a time stay below every engine's limit.
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}

export function convertBinary(text: string, from: BinaryEncoding, to: BinaryEncoding): string | undefined {
  const parsed = parseBinary(text, from);
  if (!parsed.ok) return undefined;
  return to === "hex" ? toHex(parsed.bytes) : toBase64(parsed.bytes);
}
