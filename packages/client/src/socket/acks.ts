import type { AnyListener } from "../events.js";
import type { Timers } from "../timers.js";

/** A callback that `withError` marks takes an error first, and so is called when there is no answer. */
export type AckCallback = AnyListener & { withError?: boolean };

interface Pending {
  readonly withError: boolean;
  call(args: readonly unknown[]): void;
}

/** The acknowledgements that one socket waits for. */
export class Acks {
  readonly #owner: unknown;
  readonly #timers: Timers;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;

  /** @param owner what `this` is in callbacks */
  constructor(owner: unknown, timers: Timers) {
    this.#owner = owner;
    this.#timers = timers;
  }

  /** Waits for an answer, at most `timeoutMs` if that is given; returns the id to ask with. */
  add(callback: AckCallback, timeoutMs: number | undefined, onTimeout: (id: number) => void): number {
    const id = this.#nextId++;
    const timer =
      timeoutMs === undefined
        ? undefined
        : this.#timers.set(() => {
            this.#pending.delete(id);
            onTimeout(id);
            callback.call(this.#owner, new Error("operation has timed out"));
          }, timeoutMs);
    this.#pending.set(id, {
      withError: timeoutMs !== undefined || callback.withError === true,
      call: (args) => {
        this.#timers.clear(timer);
        callback.apply(this.#owner, args as unknown[]);
      },
    });
    return id;
  }

  /** An answer has come; one never asked for, or come too late, is dropped. */
  settle(id: number | undefined, answer: readonly unknown[]): void {
    const pending = this.#pending.get(id as number);
    this.#pending.delete(id as number);
    pending?.call(pending.withError ? [null, ...answer] : answer);
  }

  /** No answer will come any more, except to what is still to be sent. */
  abandon(unsent: ReadonlySet<number | undefined>): void {
    for (const [id, pending] of this.#pending) {
      if (unsent.has(id)) continue;
      this.#pending.delete(id);
      if (pending.withError) pending.call([new Error("socket has been disconnected")]);
    }
  }
}
