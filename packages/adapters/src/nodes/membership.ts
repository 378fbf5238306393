import type { NodeId } from "./messages.js";

/** How many silent nodes are remembered: those that died do not come back. */
const MAX_SILENT = 100;

export interface MembershipEvents {
  /** It is time to say that this node is there. */
  onBeatDue(): void;
  /** A node has left, or has been silent for too long. */
  onGone(node: NodeId): void;
  /** Now and then. @param wasPaused whether this process has stood still */
  onCheck(wasPaused: boolean): void;
}

/**
 * The other nodes, by their signs of life. Each message of a node is one; a node that has nothing to say
 * sends a heartbeat.
 */
export class Membership {
  readonly #intervalMs: number;
  readonly #timeoutMs: number;
  readonly #events: MembershipEvents;
  /** When a node was last heard. */
  readonly #heard = new Map<NodeId, number>();
  /** Nodes that fell silent without a farewell: paused, cut off, or dead. */
  readonly #silent = new Set<NodeId>();
  #timer: NodeJS.Timeout | undefined;
  #spokeAt = 0;
  #checkedAt = 0;

  constructor(intervalMs: number, timeoutMs: number, events: MembershipEvents) {
    this.#intervalMs = intervalMs;
    this.#timeoutMs = timeoutMs;
    this.#events = events;
  }

  start(): void {
    const everyMs = Math.max(1, Math.min(this.#intervalMs, this.#timeoutMs / 4));
    this.#checkedAt = performance.now();
    this.#timer = setInterval(() => this.#check(everyMs), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#heard.clear();
    this.#silent.clear();
  }

  /** The nodes that count. */
  get others(): ReadonlySet<NodeId> {
    return new Set(this.#heard.keys());
  }

  /** The nodes that were there and have fallen silent. */
  get silent(): readonly NodeId[] {
    return [...this.#silent];
  }

  /** A node has been heard. */
  hear(node: NodeId): void {
    this.#heard.set(node, performance.now());
    if (this.#silent.size > 0) this.#silent.delete(node);
  }

  /** A node has said that it leaves. */
  leave(node: NodeId): void {
    this.#silent.delete(node);
    if (this.#heard.delete(node)) this.#events.onGone(node);
  }

  /** This node has said something to all others. */
  spoke(): void {
    this.#spokeAt = performance.now();
  }

  #check(everyMs: number): void {
    const now = performance.now();
    const wasPaused = now - this.#checkedAt > everyMs + this.#intervalMs;
    this.#checkedAt = now;
    // This process itself stood still: what the others said meanwhile waits in its sockets.
    if (wasPaused) for (const node of this.#heard.keys()) this.#heard.set(node, now);
    for (const [node, heardAt] of this.#heard) {
      if (now - heardAt <= this.#timeoutMs) continue;
      this.#heard.delete(node);
      this.#remember(node);
      this.#events.onGone(node);
    }
    this.#events.onCheck(wasPaused);
    if (now - this.#spokeAt >= this.#intervalMs - everyMs / 2) this.#events.onBeatDue();
  }

  #remember(silent: NodeId): void {
    this.#silent.add(silent);
    if (this.#silent.size <= MAX_SILENT) return;
    const [oldest] = this.#silent;
    if (oldest !== undefined) this.#silent.delete(oldest);
  }
}
