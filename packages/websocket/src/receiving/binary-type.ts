/** What binary messages are handed out as. */
export type BinaryType = "nodebuffer" | "arraybuffer" | "fragments" | "blob";

const binaryTypes: readonly string[] = ["nodebuffer", "arraybuffer", "fragments", "blob"];

export function isBinaryType(type: string): type is BinaryType {
  return binaryTypes.includes(type);
}

/** @param frameLengths of a message that came in several frames. */
export function binaryOf(
  type: BinaryType,
  message: Buffer,
  frameLengths: readonly number[] | undefined,
): Buffer | ArrayBuffer | Buffer[] | Blob {
  switch (type) {
    case "nodebuffer":
      return message;
    case "arraybuffer":
      return arrayBufferOf(message);
    case "fragments":
      return fragmentsOf(message, frameLengths ?? [message.length]);
    case "blob":
      return new Blob([message]);
  }
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) return buffer;
  const copy = new ArrayBuffer(byteLength);
  new Uint8Array(copy).set(new Uint8Array(buffer, byteOffset, byteLength));
  return copy;
}

/** One Buffer for each frame that carried something. */
function fragmentsOf(message: Buffer, frameLengths: readonly number[]): Buffer[] {
  const fragments: Buffer[] = [];
  let start = 0;
  for (const length of frameLengths) {
    if (length > 0) fragments.push(message.subarray(start, start + length));
    start += length;
  }
  return fragments;
}
