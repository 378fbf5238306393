import type { Database, Statement } from "./sql.js";

/** Finds rows by time: rows stand in the order in which things happened, so halving finds one in a few looks. */
export class TimeIndex {
  readonly #timeOf: Statement;

  constructor(db: Database) {
    this.#timeOf = db.prepare("SELECT time_us FROM entry WHERE seq = ?");
  }

  /** The first row at or after a time; `lastSeq + 1` when all are older. */
  firstAt(timeUs: number, lastSeq: number): number {
    let low = 1;
    let high = lastSeq + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (Number(this.#timeOf.get([middle])?.[0] ?? 0) < timeUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
