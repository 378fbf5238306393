import type { DetailPart, Problem, Row, RowDetail } from "../contract/index.js";
import { bytesPart, eventParts, textPart } from "./detail-parts.js";
import { TimelineError } from "./errors.js";
import { packetDataText } from "./message-pack.js";
import { wireBytes } from "./original.js";
import { bytesOf, type RowReader } from "./rows.js";
import type { Database, Statement } from "./sql.js";

/** Reads a row whole: this is when its content is decoded. */
export class DetailReader {
  readonly #rows: RowReader;
  readonly #content: Statement;
  readonly #attachments: Statement;

  constructor(db: Database, rows: RowReader) {
    this.#rows = rows;
    this.#content = db.prepare(
      `SELECT typeof(payload), CAST(payload AS BLOB), CAST(envelope AS BLOB), heads, wire,
         CAST(answer AS BLOB), engine_version FROM entry WHERE seq = ?`,
    );
    this.#attachments = db.prepare("SELECT bytes FROM attachment WHERE seq = ? ORDER BY number");
  }

  read(seq: number, limit: number): RowDetail {
    const row = this.#rows.read([seq])[0];
    const content = this.#content.get([seq]);
    if (!row || !content) throw new TimelineError("ROW_UNKNOWN", `The capture has no row ${seq}.`);
    const isText = content[0] === "text";
    const payload = bytesOf(content[1]) ?? Buffer.alloc(0);
    const envelope = bytesOf(content[2]);
    const answer = bytesOf(content[5]);
    const engineVersion = content[6] === 3 || content[6] === 4 ? content[6] : undefined;
    const attachments = this.#attachments.all([seq]).flatMap((columns) => bytesOf(columns[0]) ?? []);
    const problem = problemOf(row, payload);
    const original = wireBytes({
      kind: row.kind,
      payload,
      envelope,
      attachments,
      engineVersion,
      heads: bytesOf(content[3]),
      wire: bytesOf(content[4]),
    });
    const bytes = original.bytes.subarray(0, limit);
    return {
      row,
      parts: partsOf(row, payload, isText, attachments, limit),
      bytes,
      bytesShown: bytes.byteLength,
      bytesTotal: original.bytes.byteLength,
      bytesAre: original.are,
      ...(engineVersion !== undefined && { engineVersion }),
      ...(answer !== undefined && { answer: answer.subarray(0, limit) }),
      ...(problem !== undefined && { problem }),
    };
  }
}

function partsOf(
  row: Row,
  payload: Buffer,
  isText: boolean,
  attachments: readonly Buffer[],
  limit: number,
): readonly DetailPart[] {
  switch (row.kind) {
    case "event":
    case "ack": {
      const json = isText ? payload.toString("utf8") : packetDataText(payload);
      if (json === undefined) return [bytesPart(payload, limit)];
      return eventParts(json, row.kind === "event" ? 1 : 0, attachments, limit);
    }
    case "handshake":
    case "exchange":
      return [];
    default:
      if (payload.byteLength === 0 && row.kind !== "message") return [];
      return [isText ? textPart(payload.toString("utf8"), limit) : bytesPart(payload, limit)];
  }
}

function problemOf(row: Row, payload: Buffer): Problem | undefined {
  if (row.kind !== "problem" && row.kind !== "state") return undefined;
  const value: unknown = JSON.parse(payload.toString("utf8"));
  if (row.kind === "problem") return value as Problem;
  return (value as { readonly problem?: Problem }).problem;
}
