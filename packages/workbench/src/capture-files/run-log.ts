import type { ConnectionLog } from "../connections/registry.js";
import type { Entry } from "../timeline/entry.js";

/** Bytes of rows that are held for a capture; beyond it the oldest are let go, and a row says so. */
const maxHeldBytes = 256 * 2 ** 20;
const rowOverhead = 200;

interface LoggedConnection {
  readonly id: string;
  readonly protocol: string;
  readonly title: string;
  readonly url: string;
}

export interface LoggedRow {
  readonly seq: number;
  readonly connection: string;
  readonly entry: Entry;
}

/** Everything that happened in one run of a scenario, so that a failure can show it and a capture keep it. */
export class RunLog {
  readonly startedAt = performance.timeOrigin + performance.now();
  readonly #connections = new Map<string, LoggedConnection>();
  #rows: LoggedRow[] = [];
  #first = 0;
  #heldBytes = 0;
  #lastSeq = 0;

  /** A connection came to be, or is opened anew with another address. */
  addConnection(name: string, facts: Omit<LoggedConnection, "id" | "title">): void {
    this.#connections.set(name, { id: name, title: name, ...facts });
  }

  append(connection: string, entry: Entry): number {
    const seq = ++this.#lastSeq;
    this.#rows.push({ seq, connection, entry });
    this.#heldBytes += sizeOf(entry);
    while (this.#heldBytes > maxHeldBytes && this.#first < this.#rows.length - 1) this.#letGo();
    return seq;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Rows from one number to another, both included, as far as they are held. */
  rows(from: number, to: number): readonly LoggedRow[] {
    const firstSeq = this.#rows[this.#first]?.seq ?? 1;
    const start = this.#first + Math.max(0, from - firstSeq);
    return this.#rows.slice(start, Math.max(start, this.#first + to - firstSeq + 1));
  }

  /** Writes all that is held as a capture. */
  async keep(path: string): Promise<void> {
    const { writeCapture } = await import("./write.js");
    const dropped = this.#rows[this.#first]?.seq ?? 1;
    await writeCapture(path, (capture: ConnectionLog) => {
      const numbers = new Map<string, number>();
      for (const [name, connection] of this.#connections) {
        numbers.set(name, capture.addConnection(connection));
      }
      // Rows name others by number, so all are moved by the same amount.
      const offset = dropped - 1;
      for (const { connection, entry } of this.#rows.slice(this.#first)) {
        const pairSeq = entry.pairSeq === undefined ? undefined : entry.pairSeq - offset;
        const isHeld = pairSeq !== undefined && pairSeq > 0;
        capture.append(numbers.get(connection) ?? 1, { ...entry, pairSeq: isHeld ? pairSeq : undefined });
      }
      const last = this.#rows.at(-1);
      if (offset > 0 && last) {
        const message = `The first ${offset} rows of this run were not kept: together they were over ${maxHeldBytes} bytes.`;
        capture.append(numbers.get(last.connection) ?? 1, {
          kind: "problem",
          direction: "none",
          at: last.entry.at,
          payload: JSON.stringify({ code: "ROWS_DROPPED", message, values: { count: offset } }),
          isText: true,
        });
      }
    });
  }

  #letGo(): void {
    const row = this.#rows[this.#first++];
    if (row) this.#heldBytes -= sizeOf(row.entry);
    // Now and then the rows that were let go leave the array, so that each costs the same.
    if (this.#first > 1000 && this.#first > this.#rows.length / 2) {
      this.#rows = this.#rows.slice(this.#first);
      this.#first = 0;
    }
  }
}

function sizeOf({ payload, attachments = [] }: Entry): number {
  let size = rowOverhead + payload.length;
  for (const bytes of attachments) size += bytes.length;
  return size;
}
