/** Events that may wait for an answer at once; beyond it the oldest can no longer be answered. */
const maxWaiting = 10_000;

type Answer = (...args: readonly unknown[]) => void;

/** Events of the server that asked for an acknowledgement and have none yet. */
export class Answers {
  readonly #waiting = new Map<string, Answer>();
  /** The event that was told last and not delivered yet. */
  #told: string | undefined;

  /** The tap tells of an event that asks, before the client delivers it. */
  told(namespace: string, id: number | undefined): void {
    this.#told = id === undefined ? undefined : keyOf(namespace, id);
  }

  /** The client delivers the event; the last argument answers it. */
  delivered(args: readonly unknown[]): void {
    const key = this.#told;
    this.#told = undefined;
    const answer = args.at(-1);
    if (key === undefined || typeof answer !== "function") return;
    this.#waiting.set(key, answer as Answer);
    for (const oldest of this.#waiting.keys()) {
      if (this.#waiting.size > maxWaiting) this.#waiting.delete(oldest);
      else break;
    }
  }

  /** Returns false when nobody waits for it. */
  give(namespace: string, id: number, args: readonly unknown[]): boolean {
    const key = keyOf(namespace, id);
    const answer = this.#waiting.get(key);
    if (!answer) return false;
    this.#waiting.delete(key);
    answer(...args);
    return true;
  }

  /** The connection is another one now. */
  forget(): void {
    this.#waiting.clear();
  }
}

function keyOf(namespace: string, id: number): string {
  return `${id} ${namespace}`;
}
