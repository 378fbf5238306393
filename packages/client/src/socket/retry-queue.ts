import type { AnyListener } from "../events.js";

interface Queued<Flags> {
  readonly args: readonly unknown[];
  readonly flags: Flags;
  readonly callback: AnyListener | undefined;
  tries: number;
  pending: boolean;
}

/**
 * Events that are sent again until they are acknowledged: one after the other, so their order holds.
 * A server may get one twice.
 */
export class RetryQueue<Flags> {
  readonly #retries: number;
  readonly #isConnected: () => boolean;
  readonly #send: (args: unknown[], flags: Flags) => void;
  readonly #queue: Queued<Flags>[] = [];

  /** @param send sends an event whose last argument is its acknowledgement, error first */
  constructor(retries: number, isConnected: () => boolean, send: (args: unknown[], flags: Flags) => void) {
    this.#retries = retries;
    this.#isConnected = isConnected;
    this.#send = send;
  }

  add(args: unknown[], flags: Flags): void {
    const callback = typeof args.at(-1) === "function" ? (args.pop() as AnyListener) : undefined;
    this.#queue.push({ args, flags, callback, tries: 0, pending: false });
    this.drain();
  }

  /** Sends the first event, with `again` even when it is under way: on a connection that is gone. */
  drain(again = false): void {
    const [first] = this.#queue;
    if (first === undefined || !this.#isConnected() || (first.pending && !again)) return;
    first.pending = true;
    first.tries++;
    const onAnswer = (error: Error | null, ...answer: unknown[]) => {
      // A late answer to an earlier try.
      if (first !== this.#queue[0]) return;
      first.pending = false;
      if (error === null || first.tries > this.#retries) {
        this.#queue.shift();
        first.callback?.(error, ...answer);
      }
      this.drain();
    };
    onAnswer.withError = true;
    this.#send([...first.args, onAnswer], first.flags);
  }
}
