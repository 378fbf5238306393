import type { Mark } from "../contract/index.js";
import { openForChanges } from "./open.js";
import type { Database } from "./sql.js";

/** Writes what a person puts to rows, beside the thread that records. */
export class MarkWriter {
  readonly #path: string;
  #db: Database | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Marks a row, or takes the mark away. */
  set(seq: number, mark: Mark | undefined): void {
    this.#db ??= openForChanges(this.#path);
    if (!mark) {
      this.#db.prepare("DELETE FROM mark WHERE seq = ?").run([seq]);
      return;
    }
    // Reading a text that holds U+0000 would cut it there.
    const note = mark.note?.replaceAll("\0", "") || null;
    this.#db
      .prepare("INSERT OR REPLACE INTO mark (seq, color, note) VALUES (?, ?, ?)")
      .run([seq, mark.color, note]);
  }

  close(): void {
    this.#db?.close();
  }
}
