/** Shorter pieces are copied together: keeping each would hold its whole chunk and an object for it. */
const keptFrom = 1024;
const smallestBlock = 256;
const largestBlock = 65_536;

/**
 * Collects a payload that arrives in many pieces and joins them once, so that no byte is copied more than
 * twice. Memory follows what has arrived, never what a header announced: long pieces are kept as they
 * are, short ones fill blocks that grow with the total.
 */
export class Pieces {
  readonly #allocate: (length: number) => Uint8Array;
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** The block being filled: bytes [blockStart, blockEnd) are not yet in `#pieces`. */
  #block: Uint8Array | undefined;
  #blockStart = 0;
  #blockEnd = 0;

  constructor(allocate: (length: number) => Uint8Array) {
    this.#allocate = allocate;
  }

  /** Takes a piece, which must not change any more. */
  add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (piece.length >= keptFrom) {
      this.#closeRun();
      this.#pieces.push(piece);
      return;
    }
    let at = 0;
    while (at < piece.length) {
      let block = this.#block;
      if (block === undefined || this.#blockEnd === block.length) {
        this.#closeRun();
        block = this.#allocate(Math.max(smallestBlock, Math.min(largestBlock, this.#length)));
        this.#block = block;
        this.#blockStart = this.#blockEnd = 0;
      }
      const count = Math.min(piece.length - at, block.length - this.#blockEnd);
      block.set(count === piece.length ? piece : piece.subarray(at, at + count), this.#blockEnd);
      this.#blockEnd += count;
      at += count;
    }
  }

  /** All bytes so far as one array; the collector is empty afterwards. */
  join(): Uint8Array {
    this.#closeRun();
    const pieces = this.#pieces;
    const only = pieces[0];
    let joined: Uint8Array;
    if (only !== undefined && pieces.length === 1) {
      joined = only;
    } else {
      joined = this.#allocate(this.#length);
      let at = 0;
      for (const piece of pieces) {
        joined.set(piece, at);
        at += piece.length;
      }
    }
    this.clear();
    return joined;
  }

  clear(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#block = undefined;
    this.#blockStart = this.#blockEnd = 0;
  }

  #closeRun(): void {
    if (this.#block !== undefined && this.#blockEnd > this.#blockStart) {
      this.#pieces.push(this.#block.subarray(this.#blockStart, this.#blockEnd));
      this.#blockStart = this.#blockEnd;
    }
  }
}
