import type { BackpressureOptions, SlowConnection } from "../options.js";

/** What becomes of a message of which a connection has, perhaps, too many waiting. */
export type Verdict = "send" | "drop" | "disconnect";

export function judge(
  { maxBufferedBytes, policy }: BackpressureOptions,
  connection: SlowConnection,
): Verdict {
  if (connection.bufferedBytes <= maxBufferedBytes) return "send";
  if (typeof policy === "function") return policy(connection) ? "send" : "drop";
  return policy;
}

/** Callers that wait until nothing waits any more. */
export class DrainWaiters {
  #waiters: (() => void)[] = [];

  add(resolve: () => void): void {
    this.#waiters.push(resolve);
  }

  wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}
