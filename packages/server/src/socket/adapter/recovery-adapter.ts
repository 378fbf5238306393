import { SocketPacketType } from "@signalbox/wire/socket";
import { randomId } from "../../engine/ids.js";
import type { Packet } from "../connection/parser.js";
import { Adapter, type AdapterNamespace } from "./adapter.js";
import type {
  BroadcastOptions,
  PrivateSessionId,
  RestoredSession,
  Room,
  SessionToPersist,
  SocketId,
} from "./contract.js";

interface SentPacket {
  readonly offset: string;
  readonly sentAt: number;
  readonly data: unknown[];
  readonly rooms: ReadonlySet<Room>;
  readonly except: ReadonlySet<Room>;
}

interface LostSession extends SessionToPersist {
  readonly lostAt: number;
}

/** How often what is too old to be asked for is thrown away. */
const CLEANUP_INTERVAL_MS = 60_000;

/**
 * Rooms in memory that also remember: every event is sent with an offset as its last argument, and a
 * client that comes back with the last one it saw gets what it missed, in order.
 *
 * Offsets are a random prefix for this adapter and a counter, so one from another process or from
 * before a restart is not found, which ends in a new session and never in a gap.
 */
export class RecoveryAdapter extends Adapter {
  readonly #maxAgeMs: number;
  readonly #prefix = randomId().slice(0, 8);
  #count = 0;
  /** Oldest first. The offset of the packet at index i is `#firstCount + i`. */
  #packets: SentPacket[] = [];
  #firstCount = 0;
  readonly #sessions = new Map<PrivateSessionId, LostSession>();
  readonly #timer: NodeJS.Timeout;

  constructor(namespace: AdapterNamespace, maxDisconnectionDurationMs: number) {
    super(namespace);
    this.#maxAgeMs = maxDisconnectionDurationMs;
    this.#timer = setInterval(() => this.#forgetOld(), Math.min(CLEANUP_INTERVAL_MS, this.#maxAgeMs)).unref();
  }

  override close(): void {
    clearInterval(this.#timer);
  }

  override broadcast(packet: Packet, options: BroadcastOptions): void {
    // A volatile packet may be missed; one that asks for an answer is the asker's to repeat.
    const isKept =
      packet.type === SocketPacketType.EVENT && packet.id === undefined && options.flags?.volatile !== true;
    if (isKept && Array.isArray(packet.data)) {
      const offset = `${this.#prefix}${this.#count++}`;
      packet.data.push(offset);
      const { rooms, except = new Set<Room>() } = options;
      this.#packets.push({ offset, sentAt: performance.now(), data: packet.data, rooms, except });
    }
    super.broadcast(packet, options);
  }

  override persistSession(session: SessionToPersist): void {
    this.#sessions.set(session.pid, { ...session, lostAt: performance.now() });
  }

  override async restoreSession(pid: PrivateSessionId, offset: string): Promise<RestoredSession | null> {
    const session = this.#sessions.get(pid);
    if (session === undefined) return null;
    if (session.lostAt + this.#maxAgeMs < performance.now()) {
      this.#sessions.delete(pid);
      return null;
    }
    if (this.#indexOf(offset) === undefined) return null;
    this.#sessions.delete(pid);
    const missedSince = () => this.#missedSince(offset, session);
    return {
      sid: session.sid,
      pid,
      rooms: session.rooms,
      data: session.data,
      // Read when the socket is connected, not now: what is sent in between belongs to it.
      get missedPackets() {
        return missedSince();
      },
    };
  }

  #missedSince(offset: string, { sid, rooms }: LostSession): unknown[][] {
    const index = this.#indexOf(offset) ?? -1;
    return this.#packets
      .slice(index + 1)
      .filter((packet) => isFor(packet, sid, rooms))
      .map((packet) => packet.data);
  }

  #indexOf(offset: string): number | undefined {
    if (!offset.startsWith(this.#prefix)) return undefined;
    const count = Number(offset.slice(this.#prefix.length));
    const index = count - this.#firstCount;
    return this.#packets[index]?.offset === offset ? index : undefined;
  }

  #forgetOld(): void {
    const threshold = performance.now() - this.#maxAgeMs;
    for (const [pid, { lostAt }] of this.#sessions) {
      if (lostAt < threshold) this.#sessions.delete(pid);
    }
    let old = 0;
    while ((this.#packets[old]?.sentAt ?? threshold) < threshold) old += 1;
    this.#packets = this.#packets.slice(old);
    this.#firstCount += old;
  }
}

function isFor({ rooms, except }: SentPacket, sid: SocketId, joined: readonly Room[]): boolean {
  const isIncluded = rooms.size === 0 || joined.some((room) => rooms.has(room)) || rooms.has(sid);
  return isIncluded && !joined.some((room) => except.has(room)) && !except.has(sid);
}
