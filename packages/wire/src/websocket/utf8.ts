/** Whether a run of bytes is, on its own, well-formed UTF-8. */
export type Utf8Check = (bytes: Uint8Array) => boolean;

/** From here on a native whole-run check is faster than the loop below, call included. */
const nativeFrom = 64;

/**
 * Checks UTF-8 that arrives in pieces (RFC 3629; RFC 6455 section 8.1) and refuses at the first byte that
 * no well-formed text can have in its place: overlong forms, surrogates and code points over U+10FFFF at
 * the second byte, stray and missing continuation bytes at once.
 */
export class Utf8Validator {
  readonly #isUtf8: Utf8Check | undefined;
  /** Continuation bytes still to come, and the range of the next one; it is narrower after E0, ED, F0 and F4. */
  #missing = 0;
  #lowest = 0x80;
  #highest = 0xbf;

  /** @param isUtf8 a faster check for long runs; the result is the same without it. */
  constructor(isUtf8?: Utf8Check) {
    this.#isUtf8 = isUtf8;
  }

  /** Takes the next piece. `false`: the text is wrong, whatever follows. */
  push(bytes: Uint8Array): boolean {
    const end = bytes.length;
    let at = 0;
    while (this.#missing > 0 && at < end) {
      if (!this.#continue(bytes[at++] as number)) return false;
    }
    if (this.#isUtf8 !== undefined && end - at >= nativeFrom) {
      const whole = lastBoundary(bytes, at, end);
      if (!this.#isUtf8(bytes.subarray(at, whole))) return false;
      at = whole;
    }
    while (at < end) {
      const byte = bytes[at++] as number;
      if (byte < 0x80) continue;
      if (!this.#lead(byte)) return false;
      while (this.#missing > 0 && at < end) {
        if (!this.#continue(bytes[at++] as number)) return false;
      }
    }
    return true;
  }

  /** Whether the text may end here, and makes the validator ready for another one. */
  finish(): boolean {
    const complete = this.#missing === 0;
    this.#missing = 0;
    this.#lowest = 0x80;
    this.#highest = 0xbf;
    return complete;
  }

  #lead(byte: number): boolean {
    if (byte >= 0xc2 && byte <= 0xdf) this.#missing = 1;
    else if (byte >= 0xe0 && byte <= 0xef) {
      this.#missing = 2;
      if (byte === 0xe0) this.#lowest = 0xa0;
      else if (byte === 0xed) this.#highest = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.#missing = 3;
      if (byte === 0xf0) this.#lowest = 0x90;
      else if (byte === 0xf4) this.#highest = 0x8f;
    } else return false;
    return true;
  }

  #continue(byte: number): boolean {
    if (byte < this.#lowest || byte > this.#highest) return false;
    this.#lowest = 0x80;
    this.#highest = 0xbf;
    this.#missing--;
    return true;
  }
}

/** The end of the last code point that is surely whole: at most three bytes before `end`. */
function lastBoundary(bytes: Uint8Array, start: number, end: number): number {
  for (let at = end - 1; at >= start && at >= end - 3; at--) {
    const byte = bytes[at] as number;
    if (byte < 0x80) return end;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return at + length > end ? at : end;
    }
  }
  return end;
}

/** Whether `bytes` are well-formed UTF-8 from first to last. */
export function isUtf8(bytes: Uint8Array): boolean {
  const validator = new Utf8Validator();
  return validator.push(bytes) && validator.finish();
}

/** UTF-8 of a string; a lone surrogate becomes U+FFFD, as TextEncoder does it. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    let point = character.codePointAt(0) as number;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000)
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else {
      bytes.push(
        0xf0 | (point >> 18),
        0x80 | ((point >> 12) & 63),
        0x80 | ((point >> 6) & 63),
        0x80 | (point & 63),
      );
    }
  }
  return Uint8Array.from(bytes);
}
