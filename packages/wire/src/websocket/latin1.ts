/** Bytes to text and back, one character a byte: how HTTP heads are read (RFC 9112 section 2.2). */
export function latin1Text(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  for (let at = start; at < end; at += 4096) {
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, Math.min(end, at + 4096)));
  }
  return text;
}

/** @throws RangeError when a character has no byte. */
export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 255) throw new RangeError(`"${text.charAt(at)}" cannot stand in an HTTP head`);
    bytes[at] = code;
  }
  return bytes;
}
