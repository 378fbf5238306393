/** Bytes in lines of a hexdump: an offset, sixteen bytes, their ASCII. */

export const BYTES_PER_LINE = 16;

export function lineCount(length: number): number {
  return Math.ceil(length / BYTES_PER_LINE);
}

export function offsetLabel(line: number, length: number): string {
  const width = length > 0xffff ? 8 : 4;
  return (line * BYTES_PER_LINE).toString(16).padStart(width, "0");
}

export function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/** Printable ASCII as itself, everything else as a dot. */
export function asciiByte(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
}

export function asciiLine(bytes: Uint8Array, line: number): string {
  let text = "";
  for (const byte of bytes.subarray(line * BYTES_PER_LINE, (line + 1) * BYTES_PER_LINE))
    text += asciiByte(byte);
  return text;
}
