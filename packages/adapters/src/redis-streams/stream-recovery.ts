import { decodeMessagePack, encodeMessagePack } from "../codec/message-pack.js";
import { MessageType, type WireSession } from "../nodes/messages.js";
import { isFor, type KeptPacket, type Recovery, type RestoredPackets } from "../nodes/recovery/recovery.js";
import { ResumedPackets } from "../nodes/recovery/resumed-packets.js";
import type { RedisEngine } from "../redis/client.js";
import { decodeEntry } from "./entry-codec.js";
import { compareIds, isId, nextId, type Stream, type StreamEntry } from "./stream.js";

/** Reads a key and deletes it in one step, on servers older than Redis 6.2 (GETDEL) too. */
const TAKE_SCRIPT = "local v = redis.call('GET', KEYS[1]) redis.call('DEL', KEYS[1]) return v";
const PAGE = 1000;
const TRIES = 4;
const RETRY_MS = 100;

export interface StreamRecoveryParts {
  readonly engine: RedisEngine;
  readonly stream: Stream;
  readonly namespace: string;
  readonly keyPrefix: string;
  readonly maxAgeMs: number;
  onError(error: Error): void;
}

/**
 * Sessions as keys, packets in the stream: any node resumes any client, nodes with the official adapter
 * too. A packet's offset is its id in the stream.
 */
export class StreamRecovery implements Recovery {
  readonly #parts: StreamRecoveryParts;
  readonly #resumed = new ResumedPackets();
  /** How many sessions are being restored, and what this node sent to its clients meanwhile. */
  #restoring = 0;
  #meanwhile: KeptPacket[] = [];

  constructor(parts: StreamRecoveryParts) {
    this.#parts = parts;
  }

  nextOffset(): undefined {}

  localOffset(): undefined {}

  keep(packet: KeptPacket): void {
    if (this.#restoring > 0) this.#meanwhile.push(packet);
  }

  alreadySentTo(offset: string): ReadonlySet<string> | undefined {
    return this.#resumed.get(offset);
  }

  persist({ sid, pid, rooms, data }: WireSession): void {
    const { engine, keyPrefix, maxAgeMs } = this.#parts;
    const key = `${keyPrefix}${pid}`;
    try {
      const value = encodeMessagePack({ sid, pid, rooms, data }).toString("base64");
      engine
        .command(key, false, ["SET", key, value, "PX", String(maxAgeMs)])
        .catch((error: Error) => this.#parts.onError(error));
    } catch (error) {
      this.#parts.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  forget(): void {}

  async restore(pid: string, offset: string): Promise<RestoredPackets | undefined> {
    if (!isId(offset)) return undefined;
    this.#restoring += 1;
    try {
      return await this.#restore(pid, offset);
    } finally {
      this.#restoring -= 1;
      if (this.#restoring === 0) this.#meanwhile = [];
    }
  }

  needsRoom(): boolean {
    return this.#restoring > 0;
  }

  onGap(): void {}

  close(): void {}

  async #restore(pid: string, offset: string): Promise<RestoredPackets | undefined> {
    const { stream, keyPrefix } = this.#parts;
    const key = `${keyPrefix}${pid}`;
    const [value, [known]] = await Promise.all([this.#take(key), stream.range(offset, offset)]);
    // Trimmed away: what came after it may be gone as well.
    if (typeof value !== "string" || known === undefined) return undefined;
    const session = decodeMessagePack(Buffer.from(value, "base64")) as WireSession;
    const missed: (readonly unknown[])[] = [];
    const offsets: string[] = [];
    let last = offset;
    for (;;) {
      const page = await stream.range(nextId(last), "+", PAGE);
      for (const entry of page) {
        last = entry.id;
        const packet = this.#packetIn(entry);
        if (packet === undefined || !isFor(packet, session.sid, session.rooms)) continue;
        missed.push(packet.data);
        offsets.push(packet.offset);
      }
      if (page.length < PAGE) break;
    }
    // A new turn: from here until the socket is in its rooms there are only microtasks, and what this node
    // sends, which waits for an answer of Redis, cannot come between.
    await new Promise((resolve) => setImmediate(resolve));
    for (const packet of this.#meanwhile) {
      if (compareIds(packet.offset, last) <= 0 || !isFor(packet, session.sid, session.rooms)) continue;
      missed.push(packet.data);
      offsets.push(packet.offset);
    }
    this.#resumed.add(session.sid, offsets);
    return { session, missed };
  }

  /** The client may be faster than the node that has to write its session. */
  async #take(key: string): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      const value = await this.#parts.engine.command(key, false, ["EVAL", TAKE_SCRIPT, "1", key]);
      if (typeof value === "string" || tries === TRIES) return value;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  #packetIn({ id, fields }: StreamEntry): KeptPacket | undefined {
    if (fields.nsp !== this.#parts.namespace || fields.type !== String(MessageType.BROADCAST))
      return undefined;
    const incoming = decodeEntry(fields);
    if (incoming.kind !== "message" || incoming.message.type !== MessageType.BROADCAST) return undefined;
    const { packet, opts } = incoming.message.data;
    if (!Array.isArray(packet.data) || opts.flags?.volatile === true) return undefined;
    return {
      offset: id,
      data: [...packet.data, id],
      rooms: new Set(opts.rooms),
      except: new Set(opts.except),
    };
  }
}
