import { MessageType, type WireSession } from "../nodes/messages.js";
import { isFor, type KeptPacket, type Recovery, type RestoredPackets } from "../nodes/recovery/recovery.js";
import { ResumedPackets } from "../nodes/recovery/resumed-packets.js";
import { decodeEntry } from "./entry-codec.js";
import type { SessionStore } from "./session-store.js";
import { compareIds, isId, nextId, type Stream, type StreamEntry } from "./stream.js";

const PAGE = 1000;

/**
 * Sessions as keys, packets in the stream: any node resumes any client, nodes with the official adapter
 * too. A packet's offset is its id in the stream.
 */
export class StreamRecovery implements Recovery {
  readonly #namespace: string;
  readonly #stream: Stream;
  readonly #sessions: SessionStore;
  readonly #resumed = new ResumedPackets();
  /** How many sessions are being restored, and what this node sent to its clients meanwhile. */
  #restoring = 0;
  #meanwhile: KeptPacket[] = [];

  constructor(namespace: string, stream: Stream, sessions: SessionStore) {
    this.#namespace = namespace;
    this.#stream = stream;
    this.#sessions = sessions;
  }

  nextOffset(): undefined {}

  localOffset(): undefined {}

  keep(packet: KeptPacket): void {
    if (this.#restoring > 0) this.#meanwhile.push(packet);
  }

  alreadySentTo(offset: string): ReadonlySet<string> | undefined {
    return this.#resumed.get(offset);
  }

  touch(sid: string): void {
    this.#sessions.touch(sid);
  }

  persist(session: WireSession): void {
    this.#sessions.persist(session);
  }

  abandon(sid: string): void {
    this.#sessions.abandon(sid);
  }

  forget(sid: string): void {
    this.#sessions.forget(sid);
  }

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

  onBack(): void {
    this.#sessions.onBack();
  }

  close(): void {
    this.#sessions.close();
  }

  async #restore(pid: string, offset: string): Promise<RestoredPackets | undefined> {
    const [session, [known]] = await Promise.all([
      this.#sessions.take(pid),
      this.#stream.range(offset, offset),
    ]);
    // Trimmed away: what came after it may be gone as well.
    if (session === undefined || known === undefined) return undefined;
    const missed: (readonly unknown[])[] = [];
    const offsets: string[] = [];
    let last = offset;
    for (;;) {
      const page = await this.#stream.range(nextId(last), "+", PAGE);
      for (const entry of page) {
        last = entry.id;
        const packet = this.#packetIn(entry);
        if (packet === undefined || !isFor(packet, session.sid, session.rooms)) continue;
        missed.push(packet.data);
        offsets.push(packet.offset);
      }
      if (page.length < PAGE) break;
    }
    // A new turn: from here until the socket is in its rooms there are only microtasks, and what is read
    // from the stream cannot come between.
    await new Promise((resolve) => setImmediate(resolve));
    for (const packet of this.#meanwhile) {
      if (compareIds(packet.offset, last) <= 0 || !isFor(packet, session.sid, session.rooms)) continue;
      missed.push(packet.data);
      offsets.push(packet.offset);
    }
    this.#resumed.add(session.sid, offsets);
    return { session, missed };
  }

  #packetIn({ id, fields }: StreamEntry): KeptPacket | undefined {
    if (fields.nsp !== this.#namespace || fields.type !== String(MessageType.BROADCAST)) return undefined;
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
