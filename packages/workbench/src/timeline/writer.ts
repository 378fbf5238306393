import { type BatchRecord, readBatch } from "./batch.js";
import { BulkInsert } from "./bulk-insert.js";
import type { Database, Statement } from "./sql.js";

export interface ConnectionRecord {
  readonly number: number;
  readonly id: string;
  readonly protocol: string;
  readonly title: string;
  readonly url: string;
}

/** From this payload size on, its beginning is kept apart, so that the list never reads the whole. */
const previewFromBytes = 4096;
export const previewBytes = 1024;

const text = "CAST(? AS TEXT)";
type Columns = readonly (readonly [name: string, sql: string])[];

/** What every row has. */
const commonColumns: Columns = [
  ["seq", "?"],
  ["time_us", "?"],
  ["connection", "?"],
  ["direction", "?"],
  ["kind", "?"],
  ["opcode", "?"],
  ["size", "?"],
  ["heads", "?"],
];

/** What most rows of a flood do not have. Binding costs per column, so those get statements of their own. */
const furtherColumns: Columns = [
  ["namespace", text],
  ["event", text],
  ["ack_id", "?"],
  ["pair_seq", "?"],
  ["argument_count", "?"],
  ["duration_us", "?"],
  ["engine_version", "?"],
  ["preview", "?"],
  ["envelope", text],
  ["wire", "?"],
  ["answer", "?"],
  ["origin", "?"],
];

const attachmentColumns: Columns = [
  ["seq", "?"],
  ["number", "?"],
  ["bytes", "?"],
];

/** Writes batches into a capture, each in one transaction. */
export class CaptureWriter {
  readonly #db: Database;
  readonly #connection: Statement;
  readonly #plainText: BulkInsert;
  readonly #plainBytes: BulkInsert;
  readonly #fullText: BulkInsert;
  readonly #fullBytes: BulkInsert;
  readonly #attachments: BulkInsert;

  constructor(db: Database) {
    this.#db = db;
    this.#connection = db.prepare(
      "INSERT INTO connection (number, id, protocol, title, url) VALUES (?, ?, ?, ?, ?) " +
        "ON CONFLICT (number) DO UPDATE SET protocol = excluded.protocol, title = excluded.title, url = excluded.url",
    );
    const entries = (payload: string, further: Columns) =>
      new BulkInsert(db, "entry", [...commonColumns, ["payload", payload], ...further]);
    this.#plainText = entries(text, []);
    this.#plainBytes = entries("?", []);
    this.#fullText = entries(text, furtherColumns);
    this.#fullBytes = entries("?", furtherColumns);
    this.#attachments = new BulkInsert(db, "attachment", attachmentColumns);
  }

  addConnection(record: ConnectionRecord): void {
    this.#connection.run([record.number, record.id, record.protocol, record.title, record.url]);
  }

  /** Throws the database's error with the batch not written at all. */
  write(buffer: ArrayBuffer, used: number): void {
    const inserts = [this.#plainText, this.#plainBytes, this.#fullText, this.#fullBytes, this.#attachments];
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      for (const record of readBatch(buffer, used)) this.#add(record);
      for (const insert of inserts) insert.flush();
      this.#db.exec("COMMIT");
    } catch (error) {
      for (const insert of inserts) insert.discard();
      try {
        this.#db.exec("ROLLBACK");
      } catch {
        // SQLite has rolled back already, as it does when the disk is full.
      }
      throw error;
    }
  }

  #add(r: BatchRecord): void {
    let size = r.payload.byteLength;
    for (const attachment of r.attachments) size += attachment.byteLength;
    const common = [r.seq, r.timeUs, r.connection, r.direction, r.kind, r.opcode, size, r.heads, r.payload];
    if (isPlain(r) && size < previewFromBytes) {
      (r.isText ? this.#plainText : this.#plainBytes).add(common);
      return;
    }
    const preview = r.payload.byteLength < previewFromBytes ? null : r.payload.subarray(0, previewBytes);
    const meaning = [r.namespace, r.event, r.ackId, r.pairSeq, r.argumentCount, r.durationUs];
    const rest = [r.engineVersion, preview, r.envelope, r.wire, r.answer, r.origin];
    (r.isText ? this.#fullText : this.#fullBytes).add([...common, ...meaning, ...rest]);
    r.attachments.forEach((bytes, number) => void this.#attachments.add([r.seq, number, bytes]));
  }
}

function isPlain(r: BatchRecord): boolean {
  return (
    r.envelope === null &&
    r.wire === null &&
    r.answer === null &&
    r.durationUs === null &&
    r.event === null &&
    r.origin === null
  );
}
