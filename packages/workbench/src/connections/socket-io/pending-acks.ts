/** The most emits that wait for an answer at once; beyond it the oldest is no longer paired. */
const maxPending = 10_000;

export interface PendingAck {
  readonly seq: number;
  readonly at: number;
  readonly event: string;
}

/** Emits that asked for an acknowledgement and have none yet, by direction of the emit, namespace and id. */
export class PendingAcks {
  readonly #pending = new Map<string, PendingAck>();

  add(direction: "sent" | "received", namespace: string, id: number, ack: PendingAck): void {
    const key = keyOf(direction, namespace, id);
    this.#pending.delete(key);
    this.#pending.set(key, ack);
    if (this.#pending.size <= maxPending) return;
    for (const oldest of this.#pending.keys()) {
      this.#pending.delete(oldest);
      break;
    }
  }

  has(direction: "sent" | "received", namespace: string, id: number): boolean {
    return this.#pending.has(keyOf(direction, namespace, id));
  }

  /** The emit that an ack in the other direction answers. */
  take(direction: "sent" | "received", namespace: string, id: number): PendingAck | undefined {
    const key = keyOf(direction, namespace, id);
    const ack = this.#pending.get(key);
    this.#pending.delete(key);
    return ack;
  }
}

function keyOf(direction: string, namespace: string, id: number): string {
  return `${direction} ${id} ${namespace}`;
}
