import type { Database, SqlValue, Statement } from "./sql.js";

/** Rows per statement: measured 375,000 rows/s at 20 against 230,000 at 1; flat from 20 on. */
const rowsPerStatement = 32;

/** Inserts rows of one shape, many with one statement. */
export class BulkInsert {
  readonly #one: Statement;
  readonly #many: Statement;
  readonly #width: number;
  #values: SqlValue[] = [];

  /** `columns`: name and the SQL that makes its value, `?` where that is the value itself. */
  constructor(db: Database, table: string, columns: readonly (readonly [name: string, sql: string])[]) {
    const row = `(${columns.map(([, sql]) => sql).join(", ")})`;
    const insert = `INSERT INTO ${table} (${columns.map(([name]) => name).join(", ")}) VALUES `;
    this.#one = db.prepare(insert + row);
    this.#many = db.prepare(insert + Array.from({ length: rowsPerStatement }, () => row).join(", "));
    this.#width = columns.length;
  }

  add(row: readonly SqlValue[]): void {
    for (const value of row) this.#values.push(value);
    if (this.#values.length === this.#width * rowsPerStatement) {
      this.#many.run(this.#values);
      this.#values = [];
    }
  }

  /** Writes what has been added and not yet written; to be called before the transaction ends. */
  flush(): void {
    for (let at = 0; at < this.#values.length; at += this.#width) {
      this.#one.run(this.#values.slice(at, at + this.#width));
    }
    this.#values = [];
  }

  /** Forgets what has not been written: the transaction failed. */
  discard(): void {
    this.#values = [];
  }
}
