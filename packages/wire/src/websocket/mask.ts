/**
 * Masking (RFC 6455 section 5.3): every byte of the payload is XORed with one of the four bytes of the key.
 *
 * A key is a 32-bit integer here, its first byte on the wire in the lowest eight bits, so that a random
 * integer is a key and four payload bytes are one operation.
 */

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Below this many bytes, four at a time is faster than 32-bit words: making and finding a view of words takes longer. */
const wordsFrom = 256;

// The last view of words is kept: the frames of one chunk share it. One at most, and of no huge buffer, so
// that it holds little memory back.
const largestKeptBuffer = 1 << 18;
let keptBuffer: ArrayBufferLike | undefined;
let keptWords: Int32Array | undefined;

function wordsOf(bytes: Uint8Array): Int32Array {
  if (keptWords !== undefined && keptBuffer === bytes.buffer) return keptWords;
  const words = new Int32Array(bytes.buffer, 0, bytes.buffer.byteLength >>> 2);
  if (bytes.buffer.byteLength <= largestKeptBuffer) {
    keptBuffer = bytes.buffer;
    keptWords = words;
  }
  return words;
}

/** The key for the bytes that follow the first `count` ones. */
export function advanceMaskKey(key: number, count: number): number {
  const bits = (count & 3) << 3;
  return bits === 0 ? key : (key >>> bits) | (key << (32 - bits));
}

/** A key from its four bytes in wire order. */
export function maskKeyFromBytes(bytes: Uint8Array, offset = 0): number {
  return (
    (bytes[offset] as number) |
    ((bytes[offset + 1] as number) << 8) |
    ((bytes[offset + 2] as number) << 16) |
    ((bytes[offset + 3] as number) << 24)
  );
}

/**
 * Masks or unmasks `bytes[start, end)` in place; doing it twice restores them.
 *
 * Returns 0 exactly when every resulting byte is ASCII, which tells the reader for nothing that a text needs
 * no UTF-8 check.
 */
export function mask(bytes: Uint8Array, start: number, end: number, key: number): number {
  return end - start < wordsFrom
    ? maskBytes(bytes, start, end, key) & 0x80
    : maskWords(bytes, start, end, key) & 0x80808080;
}

function maskBytes(bytes: Uint8Array, start: number, end: number, key: number): number {
  const first = key & 255;
  const second = (key >>> 8) & 255;
  const third = (key >>> 16) & 255;
  const fourth = key >>> 24;
  let seen = 0;
  let at = start;
  for (; at + 3 < end; at += 4) {
    const a = (bytes[at] as number) ^ first;
    const b = (bytes[at + 1] as number) ^ second;
    const c = (bytes[at + 2] as number) ^ third;
    const d = (bytes[at + 3] as number) ^ fourth;
    bytes[at] = a;
    bytes[at + 1] = b;
    bytes[at + 2] = c;
    bytes[at + 3] = d;
    seen |= a | b | c | d;
  }
  for (; at < end; at++) {
    const byte = (bytes[at] as number) ^ (key & 255);
    bytes[at] = byte;
    seen |= byte;
    key >>>= 8;
  }
  return seen;
}

function maskWords(bytes: Uint8Array, start: number, end: number, key: number): number {
  const words = wordsOf(bytes);
  const { byteOffset } = bytes;
  const aligned = start + (-(byteOffset + start) & 3);
  let seen = maskBytes(bytes, start, aligned, key);
  const turned = advanceMaskKey(key, aligned - start);
  const wordKey = littleEndian ? turned : swap(turned);
  const lastWord = (byteOffset + end) >>> 2;
  for (let word = (byteOffset + aligned) >>> 2; word < lastWord; word++) {
    const value = (words[word] as number) ^ wordKey;
    words[word] = value;
    seen |= value;
  }
  return seen | maskBytes(bytes, (lastWord << 2) - byteOffset, end, turned);
}

/** Masks `source` into `target` at `offset` and leaves `source` as it is. */
export function maskInto(source: Uint8Array, target: Uint8Array, offset: number, key: number): void {
  target.set(source, offset);
  mask(target, offset, offset + source.length, key);
}

function swap(value: number): number {
  return (
    ((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | ((value >>> 24) & 0xff)
  );
}
