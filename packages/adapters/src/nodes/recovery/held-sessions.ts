import type { WireSession } from "../messages.js";

/** A session that waits for its client. */
export interface HeldSession {
  readonly session: WireSession;
  readonly since: number;
  /** What its client got in an order of its own, when it is not the log's. */
  readonly order?: DeliveryOrder | undefined;
}

/**
 * The order in which a client gets packets, where this node's log cannot tell: those of another node's
 * log, then this node's from a place on.
 */
export interface DeliveryOrder {
  readonly offsets: readonly string[];
  /** Data of those that are not in this node's log, by offset. */
  readonly extra?: ReadonlyMap<string, readonly unknown[]>;
  readonly from: number;
}

/** The sessions that wait on this node, and the rooms that are held for them. Bounded by age and by number. */
export class HeldSessions {
  readonly #maxAgeMs: number;
  readonly #maxSessions: number;
  readonly #release: (room: string) => void;
  readonly #sessions = new Map<string, HeldSession>();
  readonly #rooms = new Map<string, number>();

  /** @param release the room is held for nobody any more */
  constructor(maxAgeMs: number, maxSessions: number, release: (room: string) => void) {
    this.#maxAgeMs = maxAgeMs;
    this.#maxSessions = maxSessions;
    this.#release = release;
  }

  get size(): number {
    return this.#sessions.size;
  }

  add(session: WireSession, order?: DeliveryOrder): void {
    this.#remove(session.pid);
    this.#sessions.set(session.pid, { session, since: performance.now(), order });
    for (const room of session.rooms) this.#rooms.set(room, (this.#rooms.get(room) ?? 0) + 1);
    if (this.#sessions.size > this.#maxSessions) {
      const [oldest] = this.#sessions.keys();
      if (oldest !== undefined) this.#remove(oldest);
    }
  }

  get(pid: string): HeldSession | undefined {
    const held = this.#sessions.get(pid);
    if (held !== undefined && held.since + this.#maxAgeMs < performance.now()) {
      this.#remove(pid);
      return undefined;
    }
    return held;
  }

  take(pid: string): HeldSession | undefined {
    const held = this.get(pid);
    if (held !== undefined) this.#remove(pid);
    return held;
  }

  holdsRoom(room: string): boolean {
    return this.#rooms.has(room);
  }

  all(): HeldSession[] {
    this.dropOld();
    return [...this.#sessions.values()];
  }

  dropOld(): void {
    const threshold = performance.now() - this.#maxAgeMs;
    for (const [pid, { since }] of this.#sessions) {
      // Oldest first.
      if (since >= threshold) break;
      this.#remove(pid);
    }
  }

  clear(): void {
    for (const pid of [...this.#sessions.keys()]) this.#remove(pid);
  }

  #remove(pid: string): void {
    const held = this.#sessions.get(pid);
    if (held === undefined) return;
    this.#sessions.delete(pid);
    for (const room of held.session.rooms) {
      const count = (this.#rooms.get(room) ?? 0) - 1;
      if (count > 0) {
        this.#rooms.set(room, count);
      } else {
        this.#rooms.delete(room);
        this.#release(room);
      }
    }
  }
}
