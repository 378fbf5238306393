import type { RedisEngine } from "../redis/client.js";

/** One message of a stream: its id and its fields. */
export interface StreamEntry {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The commands of Redis Streams that are used, with their answers read. */
export class Stream {
  readonly key: string;
  readonly #engine: RedisEngine;

  constructor(key: string, engine: RedisEngine) {
    this.key = key;
    this.#engine = engine;
  }

  /** @returns the id that Redis gave the message */
  async add(fields: readonly string[], maxLen: number): Promise<string> {
    const args = ["XADD", this.key, "MAXLEN", "~", String(maxLen), "*", ...fields];
    return String(await this.#engine.command(this.key, false, args));
  }

  /** Waits for messages after an id. Blocks its connection. */
  async readAfter(id: string, count: number, blockMs: number): Promise<StreamEntry[]> {
    const args = ["XREAD", "COUNT", String(count), "BLOCK", String(blockMs), "STREAMS", this.key, id];
    return entriesOf(entriesOfOnlyStream(await this.#engine.command(this.key, true, args)));
  }

  /** Messages between two ids, both included; `-` and `+` are the ends. */
  async range(from: string, to: string, count?: number): Promise<StreamEntry[]> {
    const limit = count === undefined ? [] : ["COUNT", String(count)];
    return entriesOf(await this.#engine.command(this.key, true, ["XRANGE", this.key, from, to, ...limit]));
  }

  /** The id of the newest message. */
  async lastId(): Promise<string> {
    const reply = await this.#engine.command(this.key, true, ["XREVRANGE", this.key, "+", "-", "COUNT", "1"]);
    return entriesOf(reply)[0]?.id ?? "0-0";
  }
}

/** XREAD answers with pairs of key and messages; by RESP3 with a map, which clients show as a map, an object or a flat array. */
function entriesOfOnlyStream(reply: unknown): unknown {
  if (reply === null || reply === undefined) return [];
  if (Array.isArray(reply)) return (Array.isArray(reply[0]) ? reply[0][1] : reply[1]) ?? [];
  const values = reply instanceof Map ? [...reply.values()] : Object.values(reply);
  return values[0] ?? [];
}

function entriesOf(reply: unknown): StreamEntry[] {
  if (!Array.isArray(reply)) return [];
  return reply.map(([id, flat]) => {
    const fields: Record<string, string> = {};
    for (let index = 0; index + 1 < flat.length; index += 2)
      fields[String(flat[index])] = String(flat[index + 1]);
    return { id: String(id), fields };
  });
}

/** The smallest id after this one. */
export function nextId(id: string): string {
  const [time, count = "0"] = id.split("-");
  return `${time}-${Number(count) + 1}`;
}

/** Whether the text has the form of an id. */
export function isId(text: string): boolean {
  return /^\d+-\d+$/.test(text);
}

/** Compares two ids, as `sort` wants it. */
export function compareIds(a: string, b: string): number {
  const [aTime = "0", aCount = "0"] = a.split("-");
  const [bTime = "0", bCount = "0"] = b.split("-");
  return Number(aTime) - Number(bTime) || Number(aCount) - Number(bCount);
}
