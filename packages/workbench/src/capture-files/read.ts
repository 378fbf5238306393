import { existsSync } from "node:fs";
import type { Protocol, Row } from "../contract/index.js";
import { type Database, type Entry, TimelineError } from "../timeline/index.js";
import { directionName, kindName, originName } from "../timeline/kinds.js";
import { openForReading } from "../timeline/open.js";
import { bytesOf } from "../timeline/rows.js";
import type { SqlValue } from "../timeline/sql.js";
import { CaptureFileError, type CaptureFileErrorCode } from "./errors.js";

export interface CapturedConnection {
  readonly id: string;
  readonly protocol: Protocol;
  readonly title: string;
  readonly url: string;
}

export interface CapturedRow {
  readonly seq: number;
  /** The connection's id. */
  readonly connection: string;
  readonly entry: Entry;
}

/** A capture file with all of its rows. */
export interface Capture {
  readonly path: string;
  readonly connections: readonly CapturedConnection[];
  /** In the order in which things happened. */
  readonly rows: readonly CapturedRow[];
}

/**
 * Reads a capture whole, or not at all: a file of a newer version, of another kind, or of which a part is
 * missing is refused with a `CaptureFileError`.
 */
export function readCapture(path: string): Capture {
  if (!existsSync(path)) throw new CaptureFileError("CAPTURE_MISSING", `There is no file ${path}.`);
  const db = open(path);
  try {
    checkSoundness(db, path);
    return { path, connections: readConnections(db), rows: readRows(db) };
  } catch (error) {
    if (error instanceof CaptureFileError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw damaged(path, why, error);
  } finally {
    db.close();
  }
}

function open(path: string): Database {
  try {
    return openForReading(path);
  } catch (error) {
    if (error instanceof TimelineError) {
      throw new CaptureFileError(error.code as CaptureFileErrorCode, error.message, { cause: error });
    }
    throw damaged(path, error instanceof Error ? error.message : String(error), error);
  }
}

/** SQLite's own check of its pages, and ours that no row is missing. */
function checkSoundness(db: Database, path: string): void {
  const [verdict] = db.prepare("PRAGMA quick_check(1)").get() ?? [];
  if (verdict !== "ok") throw damaged(path, String(verdict));
  const [count = 0, first, last] = db.prepare("SELECT count(*), min(seq), max(seq) FROM entry").get() ?? [];
  const expected = Number(count) === 0 ? 0 : Number(last) - Number(first) + 1;
  if (Number(count) !== expected) throw damaged(path, `it has ${count} of ${expected} rows`);
}

function damaged(path: string, why: string, cause?: unknown): CaptureFileError {
  return new CaptureFileError(
    "CAPTURE_DAMAGED",
    `The capture ${path} is damaged (${why}); nothing was taken from it.`,
    { cause },
  );
}

function readConnections(db: Database): readonly CapturedConnection[] {
  return db
    .prepare(
      "SELECT CAST(id AS BLOB), protocol, CAST(title AS BLOB), CAST(url AS BLOB) FROM connection ORDER BY number",
    )
    .all()
    .map(([id, protocol, title, url]) => ({
      id: textOf(id) ?? "",
      protocol: protocol === "socket.io" ? "socket.io" : "websocket",
      title: textOf(title) ?? "",
      url: textOf(url) ?? "",
    }));
}

function readRows(db: Database): readonly CapturedRow[] {
  const attachments = new Map<number, Buffer[]>();
  for (const [seq, bytes] of db.prepare("SELECT seq, bytes FROM attachment ORDER BY seq, number").all()) {
    const known = attachments.get(Number(seq)) ?? [];
    known.push(bytesOf(bytes) ?? Buffer.alloc(0));
    attachments.set(Number(seq), known);
  }
  return db
    .prepare(
      `SELECT e.seq, CAST(c.id AS BLOB), e.time_us, e.direction, e.kind, e.opcode, CAST(e.namespace AS BLOB),
         CAST(e.event AS BLOB), e.ack_id, e.pair_seq, e.duration_us, e.engine_version, CAST(e.envelope AS BLOB),
         typeof(e.payload), CAST(e.payload AS BLOB), CAST(e.answer AS BLOB), e.origin
       FROM entry e JOIN connection c ON c.number = e.connection ORDER BY e.seq`,
    )
    .all()
    .map((columns) => rowOf(columns, attachments));
}

function rowOf(columns: readonly SqlValue[], attachments: ReadonlyMap<number, Buffer[]>): CapturedRow {
  const seq = Number(columns[0]);
  const engineVersion = optionalNumber(columns[11]);
  const origin: Row["origin"] = columns[16] === null ? undefined : originName(Number(columns[16]));
  return {
    seq,
    connection: textOf(columns[1]) ?? "",
    entry: {
      kind: kindName(Number(columns[4])),
      direction: directionName(Number(columns[3])),
      at: Number(columns[2]) / 1000,
      payload: bytesOf(columns[14]) ?? Buffer.alloc(0),
      isText: columns[13] === "text",
      opcode: optionalNumber(columns[5]),
      namespace: textOf(columns[6]),
      event: textOf(columns[7]),
      ackId: optionalNumber(columns[8]),
      pairSeq: optionalNumber(columns[9]),
      durationUs: optionalNumber(columns[10]),
      engineVersion: engineVersion === 3 || engineVersion === 4 ? engineVersion : undefined,
      envelope: textOf(columns[12]),
      attachments: attachments.get(seq),
      answer: bytesOf(columns[15]),
      origin,
    },
  };
}

function optionalNumber(value: SqlValue | undefined): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

function textOf(value: SqlValue | undefined): string | undefined {
  return bytesOf(value)?.toString("utf8");
}
