import type { Arrival } from "../matching/arrival.js";

/** Arrivals that no step has expected; beyond it the oldest are let go, and `dropped` counts them. */
const maxPending = 100_000;

export type TakeResult =
  | { readonly found: Arrival }
  /** `over`: the connection ended before something matched. */
  | { readonly missing: "timeout" | "over" };

export interface TakeOptions {
  readonly timeoutMs: number;
  /** Rejects the wait with its reason. */
  readonly signal: AbortSignal;
  /** Whether the first arrival that `isCandidate` must match. */
  readonly next?: (arrival: Arrival) => boolean;
}

interface Waiter {
  /** Returns true when it took the arrival. */
  offer(arrival: Arrival): boolean;
  over(): void;
}

/** What came on a connection and was not expected yet. Each arrival is taken once. */
export class Inbox {
  readonly #pending = new Set<Arrival>();
  readonly #waiters = new Set<Waiter>();
  #isOver = false;
  dropped = 0;

  get pending(): Iterable<Arrival> {
    return this.#pending;
  }

  add(arrival: Arrival): void {
    for (const waiter of this.#waiters) {
      if (waiter.offer(arrival)) return;
    }
    this.#pending.add(arrival);
    if (this.#pending.size <= maxPending) return;
    for (const oldest of this.#pending) {
      this.#pending.delete(oldest);
      this.dropped++;
      break;
    }
  }

  /** The connection has ended: nothing more will come until `reopen`. */
  over(): void {
    this.#isOver = true;
    for (const waiter of [...this.#waiters]) waiter.over();
  }

  reopen(): void {
    this.#isOver = false;
  }

  /** The oldest arrival that matches and was not taken, now or within the time. */
  take(matches: (arrival: Arrival) => boolean, options: TakeOptions): Promise<TakeResult> {
    const { signal, timeoutMs, next } = options;
    signal.throwIfAborted();
    for (const arrival of this.#pending) {
      if (next && !next(arrival)) continue;
      if (matches(arrival)) {
        this.#pending.delete(arrival);
        return Promise.resolve({ found: arrival });
      }
      if (next) return Promise.resolve({ missing: "timeout" });
    }
    if (this.#isOver) return Promise.resolve({ missing: "over" });
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        this.#waiters.delete(waiter);
        act();
      };
      const waiter: Waiter = {
        offer: (arrival) => {
          if (next && !next(arrival)) return false;
          const isMatch = matches(arrival);
          if (isMatch) settle(() => resolve({ found: arrival }));
          else if (next) settle(() => resolve({ missing: "timeout" }));
          return isMatch;
        },
        over: () => settle(() => resolve({ missing: "over" })),
      };
      const onAbort = () => settle(() => reject(signal.reason));
      const timer = setTimeout(() => settle(() => resolve({ missing: "timeout" })), timeoutMs);
      signal.addEventListener("abort", onAbort, { once: true });
      this.#waiters.add(waiter);
    });
  }
}
