/** The last bytes of one direction, that the next message may refer back to (RFC 7692 section 7.1.1). */
export class History {
  readonly #capacity: number;
  #bytes: Buffer | undefined;
  #end = 0;

  /** @param capacity how many bytes matter: the size of the LZ77 window. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The remembered bytes, or `undefined` when there are none. A view: valid until the next `push`. */
  get bytes(): Buffer | undefined {
    if (this.#bytes === undefined || this.#end === 0) return undefined;
    return this.#bytes.subarray(Math.max(0, this.#end - this.#capacity), this.#end);
  }

  push(data: Buffer): void {
    const capacity = this.#capacity;
    const kept = data.length > capacity ? data.subarray(data.length - capacity) : data;
    let bytes = this.#bytes;
    if (bytes === undefined || this.#end + kept.length > bytes.length) {
      // Room for twice the window, reached in steps: old bytes move once a window, not with each message.
      const before = this.bytes ?? Buffer.alloc(0);
      const needed = Math.min(before.length, capacity) + kept.length;
      const size = Math.min(2 * capacity, Math.max(1024, 2 * needed));
      if (bytes === undefined || bytes.length < size) {
        bytes = Buffer.allocUnsafeSlow(size);
        this.#bytes = bytes;
        bytes.set(before);
      } else {
        bytes.copyWithin(0, this.#end - before.length, this.#end);
      }
      this.#end = before.length;
    }
    bytes.set(kept, this.#end);
    this.#end += kept.length;
  }

  clear(): void {
    this.#end = 0;
  }
}
