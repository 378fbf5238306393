import type { Catalogue } from "../contract/index.js";
import { directionCodes, directionName, kindCodes } from "./kinds.js";
import type { TimeIndex } from "./position.js";
import type { Database, SqlValue, Statement } from "./sql.js";

/** Rows counted at once; other questions are answered in between. */
const sliceRows = 50_000;
const secondUs = 1_000_000;

type Entry = Catalogue["entries"][number];

/** What was counted of one event of one connection in one direction. */
interface Count {
  readonly connectionId: string;
  readonly key: string;
  readonly entry: Entry;
}

const select = `
SELECT c.id, e.direction, CAST(e.namespace AS BLOB), CAST(e.event AS BLOB), count(*), max(e.seq)
FROM entry e JOIN connection c ON c.number = e.connection
WHERE e.seq BETWEEN ? AND ? AND e.kind IN (${kindCodes.message}, ${kindCodes.event})
  AND e.direction <> ${directionCodes.none}
GROUP BY e.connection, e.direction, e.namespace, e.event`;

/**
 * Events and messages seen, with counts. Nothing is counted until somebody asks; then each row is counted
 * once, however often it is asked again.
 */
export class CatalogueReader {
  readonly #group: Statement;
  readonly #times: TimeIndex;
  readonly #counts = new Map<string, Count>();
  #countedTo = 0;

  constructor(db: Database, times: TimeIndex) {
    this.#group = db.prepare(select);
    this.#times = times;
  }

  isComplete(lastSeq: number): boolean {
    return this.#countedTo >= lastSeq;
  }

  /** Counts the next slice of rows up to `lastSeq`. */
  extend(lastSeq: number): void {
    const end = Math.min(lastSeq, this.#countedTo + sliceRows);
    for (const count of this.#countsOf(this.#countedTo + 1, end)) {
      const id = `${count.connectionId} ${count.key}`;
      const before = this.#counts.get(id)?.entry.count ?? 0;
      this.#counts.set(id, { ...count, entry: { ...count.entry, count: before + count.entry.count } });
    }
    this.#countedTo = end;
  }

  /** The counts so far of these connections, or of all. */
  read(connectionIds: readonly string[] | undefined, nowUs: number): Catalogue {
    const isWanted = ({ connectionId }: Count) => connectionIds?.includes(connectionId) ?? true;
    const entries = new Map<string, Entry>();
    for (const { key, entry } of [...this.#counts.values()].filter(isWanted)) {
      const known = entries.get(key);
      entries.set(key, {
        ...entry,
        count: entry.count + (known?.count ?? 0),
        lastSeq: Math.max(entry.lastSeq, known?.lastSeq ?? 0),
      });
    }
    const since = this.#times.firstAt(nowUs - secondUs, this.#countedTo);
    for (const { key, entry } of this.#countsOf(since, this.#countedTo).filter(isWanted)) {
      const known = entries.get(key);
      if (known) entries.set(key, { ...known, perSecond: known.perSecond + entry.count });
    }
    return { entries: [...entries.values()] };
  }

  #countsOf(first: number, last: number): Count[] {
    return this.#group.all([first, last]).map((columns) => {
      const direction = directionName(Number(columns[1]));
      const namespace = textOf(columns[2]);
      const event = textOf(columns[3]);
      return {
        connectionId: String(columns[0]),
        key: JSON.stringify([direction, namespace, event]),
        entry: {
          direction: direction === "sent" ? "sent" : "received",
          count: Number(columns[4]),
          perSecond: 0,
          lastSeq: Number(columns[5]),
          ...(namespace !== undefined && { namespace }),
          ...(event !== undefined && { event }),
        },
      };
    });
  }
}

function textOf(value: SqlValue | undefined): string | undefined {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : undefined;
}
