import type { Untyped } from "../events/typed-events.js";

/** Not every receiver of a broadcast answered in time; `responses` has the answers that came. */
export class AckTimeoutError extends Error {
  declare responses?: unknown[];

  constructor() {
    super("operation has timed out");
  }
}

/**
 * Gathers the answers to one broadcast. It is complete when every server has said how many clients it
 * reached, and as many answers are there; in whatever order the three kinds of news arrive.
 */
export class BroadcastAcks {
  readonly #answers: unknown[] = [];
  readonly #isSingle: boolean;
  readonly #done: (...args: Untyped[]) => void;
  readonly #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  #expectedServers = -1;
  #serversHeard = 0;
  #expectedClients = 0;

  constructor(timeoutMs: number | undefined, isSingle: boolean, done: (...args: Untyped[]) => void) {
    this.#isSingle = isSingle;
    this.#done = done;
    if (timeoutMs !== undefined) this.#timer = setTimeout(() => this.#onTimeout(), timeoutMs);
  }

  expectServers(count: number): void {
    this.#expectedServers = count;
    this.#check();
  }

  onClientCount(count: number): void {
    this.#serversHeard += 1;
    this.#expectedClients += count;
    this.#check();
  }

  onAck(answer: unknown): void {
    this.#answers.push(answer);
    this.#check();
  }

  #check(): void {
    if (this.#isOver || this.#serversHeard !== this.#expectedServers) return;
    if (this.#answers.length !== this.#expectedClients) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#done(null, this.#result);
  }

  #onTimeout(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const error = new AckTimeoutError();
    if (this.#isSingle) {
      this.#done(error);
    } else {
      error.responses = this.#answers;
      this.#done(error, this.#answers);
    }
  }

  get #result(): unknown {
    return this.#isSingle ? this.#answers[0] : this.#answers;
  }
}
