/**
 * A set of row numbers in order, one bit each: the rows of a view. Ten million rows cost 1.25 MB however
 * many of them match, the k-th member is found in O(log n), and adding at the end moves nothing.
 */
const wordsPerBlock = 128;
const bitsPerBlock = wordsPerBlock * 32;

export class SeqSet {
  #words = new Uint32Array(wordsPerBlock);
  /** Members before each block that is complete or begun. */
  #before: number[] = [0];
  #size = 0;
  #last = 0;

  get size(): number {
    return this.#size;
  }

  /** `seq` must be greater than every member so far. */
  add(seq: number): void {
    if (seq <= this.#last) throw new RangeError(`${seq} does not come after ${this.#last}`);
    const block = Math.floor(seq / bitsPerBlock);
    while (this.#before.length <= block) this.#before.push(this.#size);
    const word = seq >>> 5;
    if (word >= this.#words.length) {
      const grown = new Uint32Array(Math.max((block + 1) * wordsPerBlock, this.#words.length * 2));
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#words[word] = ((this.#words[word] ?? 0) | (1 << (seq & 31))) >>> 0;
    this.#last = seq;
    this.#size++;
  }

  has(seq: number): boolean {
    return ((this.#words[seq >>> 5] ?? 0) & (1 << (seq & 31))) !== 0;
  }

  /** How many members are less than `seq`: the place of `seq`, where it is a member. */
  rank(seq: number): number {
    if (seq > this.#last) return this.#size;
    const block = Math.floor(seq / bitsPerBlock);
    let rank = this.#before[block] ?? 0;
    const word = seq >>> 5;
    for (let at = block * wordsPerBlock; at < word; at++) rank += popCount(this.#words[at] ?? 0);
    return rank + popCount((this.#words[word] ?? 0) & ~(-1 << (seq & 31)));
  }

  /** The members at places `from` to `from + count - 1`, counted from 0. */
  slice(from: number, count: number): number[] {
    const members: number[] = [];
    const wanted = Math.min(count, this.#size - from);
    if (!(wanted > 0)) return members;
    const block = this.#blockOf(from);
    let skip = from - (this.#before[block] ?? 0);
    for (let word = block * wordsPerBlock; members.length < wanted && word < this.#words.length; word++) {
      let bits = this.#words[word] ?? 0;
      const here = popCount(bits);
      if (skip >= here) {
        skip -= here;
        continue;
      }
      for (; bits !== 0 && members.length < wanted; bits = (bits & (bits - 1)) >>> 0) {
        if (skip > 0) skip--;
        else members.push(word * 32 + 31 - Math.clz32(bits & -bits));
      }
    }
    return members;
  }

  /** The block that holds the member at `place`. */
  #blockOf(place: number): number {
    let low = 0;
    let high = this.#before.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#before[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function popCount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
