import { randomName } from "../ids.js";
import { type HandedOverSession, MessageType, type SessionAnswer, type WireSession } from "../messages.js";
import type { RecoveryLimits } from "../options.js";
import { Arrivals } from "./arrivals.js";
import { type DeliveryOrder, type HeldSession, HeldSessions } from "./held-sessions.js";
import { PacketLog } from "./packet-log.js";
import {
  isFor,
  type KeptPacket,
  type Recovery,
  type RestoredPackets,
  type SessionHolder,
  type SessionPeers,
} from "./recovery.js";
import { ResumedPackets } from "./resumed-packets.js";

/** How far apart two nodes may receive the same packet. */
const SKEW_MS = 10_000;
/** How far back a node tells what a client got: farther than the skew, so that nothing falls between. */
const TOLD_MS = 3 * SKEW_MS;
/** A client that lags behind by more packets than this when its node closes starts a new session. */
const HANDED_OVER_OFFSETS = 1000;
const CLEANUP_INTERVAL_MS = 10_000;

/**
 * Sessions and packets in the memory of the nodes, for engines that keep nothing. Each node keeps the
 * packets that reach it and the sessions of its clients that were cut off. A client that returns to
 * another node makes that node ask; the node that holds the session answers with what it would have sent,
 * in its order, and the asking node adds what only itself has received since. A node that closes hands its
 * sessions to the others. Those of a node that dies are gone, and its clients begin anew.
 *
 * Every packet has a name of its own (its offset), given by the node that sent it, so no packet counts
 * twice however it travels. Packets of nodes that give no names (official ones) get one here, which only
 * this node knows.
 */
export class MemoryRecovery implements Recovery, SessionHolder {
  readonly #peers: SessionPeers;
  readonly #log: PacketLog;
  readonly #held: HeldSessions;
  readonly #arrivals = new Arrivals<HeldSession>();
  readonly #resumed = new ResumedPackets();
  /** Of sockets that were resumed here, by their ids: the order of what they got. */
  readonly #orders = new Map<string, DeliveryOrder>();
  readonly #maxOffsets: number;
  readonly #prefix = randomName().slice(0, 10);
  #count = 0;
  /** How many sessions are being restored. */
  #restoring = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(maxAgeMs: number, limits: RecoveryLimits, peers: SessionPeers) {
    this.#peers = peers;
    this.#maxOffsets = limits.packets;
    this.#log = new PacketLog(maxAgeMs, limits.packets);
    this.#held = new HeldSessions(maxAgeMs, limits.sessions, (room) => peers.releaseRoom(room));
    this.#timer = setInterval(() => this.#dropOld(), Math.min(CLEANUP_INTERVAL_MS, maxAgeMs)).unref();
  }

  // --- packets

  nextOffset(): string {
    this.#count += 1;
    return `${this.#prefix}-${this.#count.toString(36)}`;
  }

  localOffset(): string {
    this.#count += 1;
    return `${this.#prefix}~${this.#count.toString(36)}`;
  }

  keep(packet: KeptPacket): void {
    // One that came by two ways counts once.
    if (this.#log.positionOf(packet.offset) === undefined) this.#log.add(packet);
  }

  alreadySentTo(offset: string): ReadonlySet<string> | undefined {
    return this.#resumed.get(offset);
  }

  // --- sessions of this node

  persist(session: WireSession): void {
    this.#held.add(session, this.#orders.get(session.sid));
    this.#arrivals.tell(session.pid, this.#held.get(session.pid));
  }

  forget(sid: string): void {
    if (this.#orders.size > 0) this.#orders.delete(sid);
  }

  needsRoom(room: string): boolean {
    return this.#restoring > 0 || this.#held.holdsRoom(room);
  }

  async restore(pid: string, offset: string): Promise<RestoredPackets | undefined> {
    this.#restoring += 1;
    try {
      return await this.#restore(pid, offset);
    } finally {
      this.#restoring -= 1;
    }
  }

  // --- for other nodes

  async find(pid: string): Promise<SessionAnswer> {
    const held = this.#held.get(pid) ?? (await this.#arrivals.wait(pid));
    return held === undefined ? {} : { session: held.session };
  }

  async take(pid: string, offset: string): Promise<SessionAnswer> {
    if (this.#held.get(pid) === undefined) await this.#arrivals.wait(pid);
    return this.#takeNow(pid, offset);
  }

  adopt(sessions: readonly HandedOverSession[]): void {
    const from = this.#log.positionAtAge(SKEW_MS);
    for (const { offsets, ...session } of sessions) this.#held.add(session, { offsets, from });
  }

  // --- the end

  onBack(kept: boolean): void {
    if (kept) return;
    this.#log.clear();
    this.#held.clear();
    this.#orders.clear();
  }

  close(): void {
    clearInterval(this.#timer);
    const sessions = this.#held.all().map(({ session, order }) => {
      const offsets = order === undefined ? [] : [...order.offsets];
      const from = order?.from ?? this.#log.positionAtAge(TOLD_MS);
      const named = new Set(offsets);
      for (const packet of this.#log.from(from)) {
        if (!named.has(packet.offset) && isFor(packet, session.sid, session.rooms))
          offsets.push(packet.offset);
      }
      return { ...session, offsets: offsets.slice(-HANDED_OVER_OFFSETS) };
    });
    if (sessions.length > 0) this.#peers.handOver(sessions);
    this.#held.clear();
  }

  // --- private

  async #restore(pid: string, offset: string): Promise<RestoredPackets | undefined> {
    const here = this.#takeNow(pid, offset);
    const answer = here.session === undefined ? await this.#askAll(pid, offset) : here;
    const { session, missed = [], delivered = [] } = answer;
    if (session === undefined) return undefined;
    const all = [...missed];
    const names = missed.map(offsetOf);
    const elsewhere = missed.filter((data) => this.#log.positionOf(offsetOf(data)) === undefined);
    if (answer !== here) {
      const known = new Set([...names, ...delivered]);
      for (const packet of this.#log.from(this.#log.positionAtAge(SKEW_MS))) {
        if (known.has(packet.offset) || !this.#isNamedForAll(packet)) continue;
        if (!isFor(packet, session.sid, session.rooms)) continue;
        all.push(packet.data);
        names.push(packet.offset);
      }
    }
    const extra = new Map(elsewhere.map((data) => [offsetOf(data), data]));
    // What it had got before belongs to it: another node may have kept that, and take it for new.
    const before = [...delivered, offset].filter((name) => !extra.has(name));
    const offsets = [...new Set([...before, ...names])].slice(-this.#maxOffsets);
    this.#orders.set(session.sid, { offsets, extra, from: this.#log.end });
    this.#resumed.add(session.sid, [...extra.keys()]);
    return { session, missed: all };
  }

  #takeNow(pid: string, offset: string): SessionAnswer {
    const held = this.#held.get(pid);
    if (held === undefined) return {};
    const { session, order } = held;
    const missed = order === undefined ? this.#after(session, offset) : this.#afterIn(order, session, offset);
    if (missed === undefined) return {};
    this.#held.take(pid);
    const delivered: string[] = order === undefined ? [] : [...order.offsets];
    for (const packet of this.#log.from(this.#log.positionAtAge(TOLD_MS))) {
      if (isFor(packet, session.sid, session.rooms)) delivered.push(packet.offset);
    }
    return { session, missed, delivered };
  }

  /** The client may be faster than the news of its end, on this node as on another. */
  async #askAll(pid: string, offset: string): Promise<SessionAnswer> {
    const [here, others] = await Promise.all([this.#arrivals.wait(pid), this.#askOthers(pid, offset)]);
    return here === undefined ? others : this.#takeNow(pid, offset);
  }

  async #askOthers(pid: string, offset: string): Promise<SessionAnswer> {
    if (!this.#peers.hasRoomChannels) return this.#askToTake(pid, offset);
    // Listen to the session's rooms before asking what went over them.
    const found = await this.#peers.ask({ type: MessageType.SESSION_FIND, data: { pid } });
    if (found?.session === undefined) return {};
    const { rooms } = found.session;
    await this.#peers.enterRooms(rooms);
    const answer = await this.#askToTake(pid, offset);
    if (answer.session === undefined) for (const room of rooms) this.#peers.releaseRoom(room);
    return answer;
  }

  async #askToTake(pid: string, offset: string): Promise<SessionAnswer> {
    return (await this.#peers.ask({ type: MessageType.SESSION_TAKE, data: { pid, offset } })) ?? {};
  }

  #after({ sid, rooms }: WireSession, offset: string): (readonly unknown[])[] | undefined {
    const position = this.#log.positionOf(offset);
    if (position === undefined) return undefined;
    const missed: (readonly unknown[])[] = [];
    for (const packet of this.#log.from(position + 1)) {
      if (isFor(packet, sid, rooms)) missed.push(packet.data);
    }
    return missed;
  }

  #afterIn(order: DeliveryOrder, session: WireSession, offset: string): (readonly unknown[])[] | undefined {
    const { offsets, extra, from } = order;
    const index = offsets.indexOf(offset);
    if (index === -1) return this.#after(session, offset);
    const missed: (readonly unknown[])[] = [];
    for (const name of offsets.slice(index + 1)) {
      const data = this.#log.get(name)?.data ?? extra?.get(name);
      // Not all of it is here: better a new session than one with a hole.
      if (data === undefined) return undefined;
      missed.push(data);
    }
    const known = new Set(offsets);
    for (const packet of this.#log.from(from)) {
      if (!known.has(packet.offset) && isFor(packet, session.sid, session.rooms)) missed.push(packet.data);
    }
    return missed;
  }

  /** A name that this node has given to another's packet means nothing to other nodes. */
  #isNamedForAll(packet: KeptPacket): boolean {
    return !packet.offset.startsWith(`${this.#prefix}~`);
  }

  #dropOld(): void {
    this.#log.dropOld();
    this.#held.dropOld();
    this.#resumed.dropOld();
  }
}

function offsetOf(data: readonly unknown[]): string {
  return String(data.at(-1));
}
