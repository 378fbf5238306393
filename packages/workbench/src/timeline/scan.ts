import { isAscii } from "node:buffer";
import type { CompiledFilter } from "./filter.js";
import { mayHaveAttachments } from "./schema.js";
import type { Database, SqlValue, Statement } from "./sql.js";

/**
 * Stands between contents read as one value: U+001E RECORD SEPARATOR. Text without a character beyond ASCII is
 * decoded five times as fast; where a content holds it, rows are read one by one.
 */
const separator = "\x1e";
/** Content read at once. */
const chunkBytes = 8 << 20;

/** Rows read by themselves: bytes, and those with more than a payload. */
const isSimple = `typeof(payload) = 'text' AND answer IS NULL AND ifnull(NOT ${mayHaveAttachments}, 1)`;

/** Rows that meet a filter's condition, and what it takes to read their contents. */
interface Candidates {
  readonly seqs: readonly number[];
  readonly bytes: number;
  /** How many are simple. */
  readonly simple: number;
}

/**
 * Finds the rows of a filter, a range at a time.
 *
 * Rows come out of the database as one concatenated value: calling into SQLite per row costs 0.5 µs for
 * a number and 1.3 µs for a content, concatenation 0.07 and 0.3 µs (a million rows of 128 bytes). Where most
 * rows of a range match, those that do not are asked for.
 */
export class Scanner {
  readonly #matches: ((content: string) => boolean) | undefined;
  readonly #values: readonly SqlValue[];
  readonly #matching: Statement;
  readonly #others: Statement;
  readonly #textsOfRange: Statement;
  readonly #textsOfList: Statement;
  readonly #content: Statement;
  readonly #attachments: Statement;
  /** More than half of the last range met the condition. */
  #isDense = false;

  constructor(db: Database, filter: CompiledFilter) {
    this.#matches = filter.matches;
    this.#values = filter.values;
    const range = "seq BETWEEN ? AND ?";
    const meets = `ifnull((${filter.where}), 0)`;
    const extent = this.#matches
      ? "sum(size) FILTER (WHERE meets), sum(simple) FILTER (WHERE meets)"
      : "0, 0";
    const simple = this.#matches ? isSimple : "0";
    this.#matching = db.prepare(
      `SELECT CAST(group_concat(seq) AS BLOB), ${extent.replaceAll(" FILTER (WHERE meets)", "")}
       FROM (SELECT seq, size, ${simple} AS simple FROM entry WHERE (${filter.where}) AND ${range} ORDER BY seq)`,
    );
    this.#others = db.prepare(
      `SELECT CAST(group_concat(seq) FILTER (WHERE NOT meets) AS BLOB), ${extent}
       FROM (SELECT seq, size, ${meets} AS meets, ${simple} AS simple FROM entry WHERE ${range} ORDER BY seq)`,
    );
    const texts = (condition: string) =>
      db.prepare(
        `SELECT CAST(group_concat(payload, char(0x1e)) AS BLOB)
         FROM (SELECT payload FROM entry WHERE ${condition} ORDER BY seq)`,
      );
    this.#textsOfRange = texts(range);
    this.#textsOfList = texts("seq IN (SELECT value FROM json_each(?))");
    this.#content = db.prepare(
      "SELECT typeof(payload), CAST(payload AS BLOB), CAST(answer AS BLOB) FROM entry WHERE seq = ?",
    );
    this.#attachments = db.prepare("SELECT bytes FROM attachment WHERE seq = ? ORDER BY number");
  }

  /** The matching rows from `first` to `last`, in order. */
  find(first: number, last: number): readonly number[] {
    const candidates = this.#candidates(first, last);
    this.#isDense = candidates.seqs.length > (last - first + 1) / 2;
    return this.#matches ? this.#check(candidates, this.#matches) : candidates.seqs;
  }

  /** Those that meet the filter's condition. */
  #candidates(first: number, last: number): Candidates {
    const statement = this.#isDense ? this.#others : this.#matching;
    const [list, bytes, simple] = statement.get([...this.#values, first, last]) ?? [];
    const listed = parseNumbers(list);
    return {
      seqs: this.#isDense ? allBut(listed, first, last) : listed,
      bytes: Number(bytes),
      simple: Number(simple),
    };
  }

  /** Reads the contents of as many rows at once as fit, halving what does not. */
  #check({ seqs, bytes, simple }: Candidates, matches: (content: string) => boolean): readonly number[] {
    const first = seqs[0];
    const last = seqs.at(-1);
    if (first === undefined || last === undefined) return [];
    if (seqs.length === 1) return this.#readContents(first).some(matches) ? seqs : [];
    const isOneRun = bytes <= chunkBytes && simple === seqs.length;
    const texts = isOneRun ? this.#readTexts(seqs, first, last) : undefined;
    if (texts) return seqs.filter((_, place) => matches(texts[place] ?? ""));
    const middle = Math.floor((first + last) / 2);
    return [
      ...this.#check(this.#candidates(first, middle), matches),
      ...this.#check(this.#candidates(middle + 1, last), matches),
    ];
  }

  /** The texts of simple rows, or undefined when one holds the separator. */
  #readTexts(seqs: readonly number[], first: number, last: number): readonly string[] | undefined {
    const isRange = last - first + 1 === seqs.length;
    const [joined] =
      (isRange ? this.#textsOfRange.get([first, last]) : this.#textsOfList.get([JSON.stringify(seqs)])) ?? [];
    if (!(joined instanceof Uint8Array)) return undefined;
    const texts = toBuffer(joined)
      .toString(isAscii(joined) ? "latin1" : "utf8")
      .split(separator);
    return texts.length === seqs.length ? texts : undefined;
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

function allBut(others: readonly number[], first: number, last: number): readonly number[] {
  const rest: number[] = [];
  let place = 0;
  for (let seq = first; seq <= last; seq++) {
    if (seq === others[place]) place++;
    else rest.push(seq);
  }
  return rest;
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
