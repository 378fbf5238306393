import { type Log, now } from "../driver.js";
import { problems } from "../problems/index.js";

/** An emit that has not been written yet; its ack id is known when it is. */
interface Asked {
  readonly event: string;
  readonly timeoutMs: number;
}

/** Tells which emits were not acknowledged in time. */
export class AckDeadlines {
  readonly #log: Log;
  readonly #isAwaited: (namespace: string, id: number) => boolean;
  readonly #asked: Asked[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(log: Log, isAwaited: (namespace: string, id: number) => boolean) {
    this.#log = log;
    this.#isAwaited = isAwaited;
  }

  /** An emit with an ack is about to be written; emits are written in the order in which they are asked for. */
  expect(event: string, timeoutMs: number): void {
    this.#asked.push({ event, timeoutMs });
  }

  /** The next of them was written under this id. */
  written(namespace: string, id: number): void {
    const asked = this.#asked.shift();
    if (!asked) return;
    const { event, timeoutMs } = asked;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#isAwaited(namespace, id)) return;
      this.#log({
        kind: "problem",
        direction: "none",
        at: now(),
        payload: JSON.stringify(problems.ackTimeout(event, timeoutMs)),
        isText: true,
        namespace,
        event,
        ackId: id,
        durationUs: timeoutMs * 1000,
      });
    }, timeoutMs);
    this.#timers.add(timer);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
