import type { ViewChange } from "../contract/index.js";
import type { CompiledFilter } from "./filter.js";
import type { RowReader } from "./rows.js";
import { Scanner } from "./scan.js";
import { SeqSet } from "./seq-set.js";
import type { Database } from "./sql.js";

const tailRows = 50;
const changedRows = 500;
/** A slice of the search is meant to take this long; row questions are answered between slices. */
const sliceMs = 8;
const minSlice = 500;
const maxSlice = 50_000;

/** One watched view: which rows match, as far as the capture has been looked through. */
export class View {
  readonly id: string;
  readonly #rows: RowReader;
  readonly #scanner: Scanner;
  /** Undefined when everything matches: then the place of a row is its number less one. */
  #members: SeqSet | undefined;
  readonly #dependsOnMarks: boolean;
  #scannedTo = 0;
  #slice = minSlice;
  #changed = new Set<number>();
  #isNews = false;

  constructor(id: string, filter: CompiledFilter, db: Database, rows: RowReader) {
    this.id = id;
    this.#rows = rows;
    this.#scanner = new Scanner(db, filter);
    this.#members = filter.everything ? undefined : new SeqSet();
    this.#dependsOnMarks = filter.dependsOnMarks;
  }

  get total(): number {
    return this.#members?.size ?? this.#scannedTo;
  }

  isComplete(lastSeq: number): boolean {
    return this.#scannedTo >= lastSeq;
  }

  get hasNews(): boolean {
    return this.#isNews;
  }

  /** Looks through the next slice of rows up to `lastSeq`. */
  extend(lastSeq: number): void {
    if (this.isComplete(lastSeq)) return;
    const before = this.total;
    if (this.#members) {
      const end = Math.min(lastSeq, this.#scannedTo + this.#slice);
      const began = performance.now();
      for (const seq of this.#scanner.find(this.#scannedTo + 1, end)) this.#members.add(seq);
      const took = performance.now() - began;
      if (took > 2 * sliceMs) this.#slice = Math.max(minSlice, this.#slice >> 1);
      else if (took < sliceMs) this.#slice = Math.min(maxSlice, this.#slice << 1);
      this.#scannedTo = end;
    } else {
      this.#scannedTo = lastSeq;
    }
    if (this.total !== before || this.isComplete(lastSeq)) this.#isNews = true;
  }

  /** An answer arrived for the row `seq`. */
  noteChanged(seq: number): void {
    if (!this.#has(seq)) return;
    this.#changed.add(seq);
    if (this.#changed.size > changedRows) {
      for (const oldest of this.#changed) {
        this.#changed.delete(oldest);
        break;
      }
    }
    this.#isNews = true;
  }

  /** A row was marked, or its mark taken away. Where that decides who belongs, all is looked through again. */
  noteMarked(seq: number): void {
    const wasMember = this.#has(seq);
    if (this.#dependsOnMarks) {
      this.#members = new SeqSet();
      this.#scannedTo = 0;
    }
    if (wasMember || this.#dependsOnMarks) this.#changed.add(seq);
    this.#isNews = true;
  }

  /** Where a row stands, or the first after it that belongs. */
  placeOf(seq: number): number {
    return this.#members?.rank(seq) ?? Math.min(seq - 1, this.total);
  }

  seqs(from: number, count: number): number[] {
    if (this.#members) return this.#members.slice(from, count);
    const length = Math.max(0, Math.min(count, this.#scannedTo - from));
    return Array.from({ length }, (_, index) => from + index + 1);
  }

  /** What there is to tell since the last time. */
  takeChange(lastSeq: number): ViewChange {
    const from = Math.max(0, this.total - tailRows);
    const change: ViewChange = {
      viewId: this.id,
      total: this.total,
      tail: this.#rows.read(this.seqs(from, tailRows)),
      changed: this.#rows.read([...this.#changed].sort((a, b) => a - b)),
      complete: this.isComplete(lastSeq),
    };
    this.#changed = new Set();
    this.#isNews = false;
    return change;
  }

  #has(seq: number): boolean {
    return this.#members ? this.#members.has(seq) : seq <= this.#scannedTo;
  }
}
