import type { Row, ViewChange } from "signalbox/contract";

/** Rows asked for at once. */
export const PAGE_ROWS = 100;
/** Pages kept: 6,000 rows, whatever the length of the log. */
export const PAGES_KEPT = 60;

export interface PageRequest {
  readonly from: number;
  readonly count: number;
}

/**
 * The part of a view's rows that the page holds: pages around where the person looks, the oldest
 * look forgotten first. A view only grows at its end, so a row's index never changes.
 */
export class RowWindow {
  #total = 0;
  readonly #pages = new Map<number, (Row | undefined)[]>();
  readonly #asked = new Set<number>();

  get total(): number {
    return this.#total;
  }

  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** The index of a row that is held, or undefined. */
  indexOf(seq: number): number | undefined {
    for (const [page, rows] of this.#pages) {
      const place = rows.findIndex((row) => row?.seq === seq);
      if (place >= 0) return page * PAGE_ROWS + place;
    }
    return undefined;
  }

  /** Pages to ask for so that `from` to `from + count - 1` can be shown; each is named once until it came or failed. */
  missing(from: number, count: number): readonly PageRequest[] {
    const requests: PageRequest[] = [];
    const end = Math.min(from + count, this.#total);
    for (let page = Math.floor(from / PAGE_ROWS); page * PAGE_ROWS < end; page++) {
      const first = page * PAGE_ROWS;
      const rows = this.#touch(page);
      const last = Math.min(first + PAGE_ROWS, this.#total);
      let isWhole = true;
      for (let i = Math.max(first, from); i < Math.min(last, end); i++) {
        if (rows[i - first] === undefined) isWhole = false;
      }
      if (isWhole || this.#asked.has(page)) continue;
      this.#asked.add(page);
      requests.push({ from: first, count: last - first });
    }
    return requests;
  }

  received(request: PageRequest, rows: readonly Row[]): void {
    this.#asked.delete(Math.floor(request.from / PAGE_ROWS));
    this.#put(request.from, rows);
  }

  failed(request: PageRequest): void {
    this.#asked.delete(Math.floor(request.from / PAGE_ROWS));
  }

  apply(change: ViewChange): void {
    this.#total = change.total;
    this.#put(change.total - change.tail.length, change.tail);
    for (const row of change.changed) this.#replace(row);
  }

  #put(from: number, rows: readonly Row[]): void {
    for (const [place, row] of rows.entries()) {
      const index = from + place;
      this.#touch(Math.floor(index / PAGE_ROWS))[index % PAGE_ROWS] = row;
    }
  }

  #replace(row: Row): void {
    const index = this.indexOf(row.seq);
    if (index !== undefined) this.#touch(Math.floor(index / PAGE_ROWS))[index % PAGE_ROWS] = row;
  }

  /** A page, moved to the young end; a Map keeps the order of insertion. */
  #touch(page: number): (Row | undefined)[] {
    const rows = this.#pages.get(page) ?? [];
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    if (this.#pages.size > PAGES_KEPT) {
      const oldest = this.#pages.keys().next();
      if (!oldest.done) this.#pages.delete(oldest.value);
    }
    return rows;
  }
}
