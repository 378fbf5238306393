import type { CompiledFilter } from "./filter.js";
import { mayHaveAttachments } from "./schema.js";
import type { Database, SqlValue, Statement } from "./sql.js";

/** Stands between contents read as one value: a noncharacter, which no sane text holds. */
const separator = "\uFDD1";
/** Content read at once. */
const chunkBytes = 4 << 20;

/**
 * Finds the rows of a filter, a range at a time.
 *
 * Rows come out of the database as one concatenated value: calling into SQLite per row costs 0.5 µs for
 * a number and 1.3 µs for a content, concatenation 0.07 and 0.3 µs (a million rows of 128 bytes).
 */
export class Scanner {
  readonly #matches: ((content: string) => boolean) | undefined;
  readonly #values: readonly SqlValue[];
  readonly #find: Statement;
  readonly #texts: Statement;
  readonly #content: Statement;
  readonly #attachments: Statement;

  constructor(db: Database, filter: CompiledFilter) {
    this.#matches = filter.matches;
    this.#values = filter.values;
    const range = `FROM entry WHERE seq BETWEEN ? AND ? AND (${filter.where})`;
    this.#find = db.prepare(
      `SELECT CAST(group_concat(seq) AS BLOB), CAST(group_concat(size) AS BLOB),
         CAST(group_concat(typeof(payload) = 'text' AND answer IS NULL AND ifnull(NOT ${mayHaveAttachments}, 1)) AS BLOB)
       FROM (SELECT seq, size, payload, answer, envelope ${range} ORDER BY seq)`,
    );
    this.#texts = db.prepare(
      `SELECT CAST(group_concat(payload, '${separator}') AS BLOB)
       FROM (SELECT payload ${range} ORDER BY seq)`,
    );
    this.#content = db.prepare(
      "SELECT typeof(payload), CAST(payload AS BLOB), CAST(answer AS BLOB) FROM entry WHERE seq = ?",
    );
    this.#attachments = db.prepare("SELECT bytes FROM attachment WHERE seq = ? ORDER BY number");
  }

  /** The matching rows from `first` to `last`, in order. */
  find(first: number, last: number): number[] {
    const found = this.#find.get([first, last, ...this.#values]);
    const seqs = parseNumbers(found?.[0]);
    if (!this.#matches) return seqs;
    return this.#check(seqs, parseNumbers(found?.[1]), parseNumbers(found?.[2]), this.#matches);
  }

  #check(
    seqs: readonly number[],
    sizes: readonly number[],
    simple: readonly number[],
    matches: (content: string) => boolean,
  ): number[] {
    const matching: number[] = [];
    let at = 0;
    while (at < seqs.length) {
      // A run of plain texts is read as one value; anything else by itself.
      let end = at;
      for (let bytes = 0; end < seqs.length && simple[end] === 1; end++) {
        bytes += sizes[end] ?? 0;
        if (bytes > chunkBytes) break;
      }
      const run = seqs.slice(at, Math.max(end, at + 1));
      const texts = run.length > 1 ? this.#readTexts(run) : undefined;
      for (const [index, seq] of run.entries()) {
        const text = texts?.[index];
        if (text === undefined ? this.#readContents(seq).some(matches) : matches(text)) matching.push(seq);
      }
      at += run.length;
    }
    return matching;
  }

  /** The texts of rows that follow each other under the filter, or undefined when one holds the separator. */
  #readTexts(run: readonly number[]): readonly string[] | undefined {
    const joined = this.#texts.get([run[0] ?? 0, run[run.length - 1] ?? 0, ...this.#values])?.[0];
    if (!(joined instanceof Uint8Array)) return undefined;
    const texts = toBuffer(joined).toString("utf8").split(separator);
    return texts.length === run.length ? texts : undefined;
  }

  /** All that a row holds. Bytes are tried as UTF-8 and as Latin-1, so that `\xff` can be sought too. */
  #readContents(seq: number): string[] {
    const [type, payload, answer] = this.#content.get([seq]) ?? [];
    const contents: string[] = [];
    const bytes = [payload, answer, ...this.#attachments.all([seq]).map((row) => row[0])];
    for (const value of bytes) {
      if (!(value instanceof Uint8Array)) continue;
      contents.push(toBuffer(value).toString("utf8"));
      if (type !== "text" || value !== payload) contents.push(toBuffer(value).toString("latin1"));
    }
    return contents;
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** `12,13,15` as bytes to numbers; three times as fast as split and Number. */
function parseNumbers(list: SqlValue | undefined): number[] {
  const numbers: number[] = [];
  if (!(list instanceof Uint8Array)) return numbers;
  let value = 0;
  for (const byte of list) {
    if (byte === 0x2c) {
      numbers.push(value);
      value = 0;
    } else {
      value = value * 10 + byte - 0x30;
    }
  }
  numbers.push(value);
  return numbers;
}
