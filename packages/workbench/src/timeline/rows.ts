import type { Mark, Row } from "../contract/index.js";
import { directionName, kindName, originName } from "./kinds.js";
import { previewOf } from "./preview.js";
import type { Database, SqlValue, Statement } from "./sql.js";
import { previewBytes } from "./writer.js";

const select = `
SELECT e.seq, e.time_us, c.id, e.direction, e.kind, e.opcode, e.size,
  CAST(e.namespace AS BLOB), CAST(e.event AS BLOB), e.ack_id, e.pair_seq, e.argument_count, e.duration_us,
  coalesce(e.preview, substr(CAST(e.payload AS BLOB), 1, ${previewBytes})), e.preview IS NULL,
  typeof(e.payload), CAST(substr(e.envelope, 1, 64) AS BLOB), substr(CAST(e.answer AS BLOB), 1, 200),
  a.seq, a.duration_us, e.origin, m.color, CAST(m.note AS BLOB)
FROM entry e JOIN connection c ON c.number = e.connection LEFT JOIN entry a ON a.pair_seq = e.seq
  LEFT JOIN mark m ON m.seq = e.seq
WHERE e.seq`;

/** Reads rows as the list shows them. */
export class RowReader {
  readonly #range: Statement;
  readonly #listed: Statement;

  constructor(db: Database) {
    this.#range = db.prepare(`${select} BETWEEN ? AND ? ORDER BY e.seq`);
    this.#listed = db.prepare(`${select} IN (SELECT value FROM json_each(?)) ORDER BY e.seq`);
  }

  /** `seqs` in order. */
  read(seqs: readonly number[]): Row[] {
    const first = seqs[0];
    const last = seqs[seqs.length - 1];
    if (first === undefined || last === undefined) return [];
    const isRange = last - first + 1 === seqs.length;
    const found = isRange ? this.#range.all([first, last]) : this.#listed.all([JSON.stringify(seqs)]);
    return found.map(toRow);
  }
}

function toRow(columns: readonly SqlValue[]): Row {
  const number = (index: number): number => Number(columns[index]);
  const optional = (index: number): number | undefined =>
    columns[index] === null ? undefined : number(index);
  const text = (index: number): string | undefined => bytesOf(columns[index])?.toString("utf8");
  const kind = kindName(number(4));
  const namespace = text(7);
  const event = text(8);
  const ackId = optional(9);
  const pairSeq = optional(10) ?? optional(18);
  const argumentCount = optional(11);
  const durationUs = optional(12) ?? optional(19);
  const envelope = text(16);
  const answer = bytesOf(columns[17]);
  const payload = bytesOf(columns[13]) ?? Buffer.alloc(0);
  const origin = originName(number(20));
  const mark = markOf(columns[21], text(22));
  const phase = kind === "state" ? phaseIn(payload) : undefined;
  const problem = kind === "problem" || phase === "failed" ? problemIn(payload) : undefined;
  const preview = previewOf({
    kind,
    isText: columns[15] === "text",
    payload,
    isWhole: number(14) === 1,
    ...(event !== undefined && { event }),
    ...(namespace !== undefined && { namespace }),
    ...(envelope !== undefined && { envelope }),
    ...(answer !== undefined && { answer }),
  });
  return {
    seq: number(0),
    timeUs: number(1),
    connectionId: String(columns[2]),
    direction: directionName(number(3)),
    kind,
    size: number(6),
    preview,
    ...(kind === "message" && { isBinary: number(5) === 2 }),
    ...(phase !== undefined && { phase }),
    ...(problem !== undefined && { problem }),
    ...(namespace !== undefined && { namespace }),
    ...(event !== undefined && { event }),
    ...(ackId !== undefined && { ackId }),
    ...(pairSeq !== undefined && { pairSeq }),
    ...(durationUs !== undefined && { durationUs }),
    ...(argumentCount !== undefined && { argumentCount }),
    ...(origin !== undefined && { origin }),
    ...(mark !== undefined && { mark }),
  };
}

const colors: readonly Mark["color"][] = ["red", "amber", "green", "blue"];

function markOf(column: SqlValue | undefined, note: string | undefined): Mark | undefined {
  const color = colors.find((known) => known === column);
  return color && { color, ...(note !== undefined && { note }) };
}

/** A column read as bytes. libsql hands out Buffers; a view of another kind is wrapped. */
export function bytesOf(value: SqlValue | undefined): Buffer | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

const phases: readonly Row["phase"][] = ["connecting", "connected", "closing", "closed", "failed"];

/** Read from the beginning of the JSON, which is all that a row brings along; values cut off there are left out. */
function problemIn(payload: Buffer): Row["problem"] {
  const json = payload.toString("utf8");
  const code = /"code":"([A-Z_]+)"/.exec(json)?.[1];
  if (code === undefined) return undefined;
  const values = /"values":(\{[^{}]*\})/.exec(json)?.[1];
  try {
    return values === undefined ? { code } : { code, values: JSON.parse(values) };
  } catch {
    return { code };
  }
}

function phaseIn(payload: Buffer): Row["phase"] {
  const phase = /"phase":"(\w+)"/.exec(payload.toString("utf8"))?.[1];
  return phases.find((known) => known === phase);
}
