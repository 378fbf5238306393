/** How long a message waits for the name that the engine gives it. */
const MAX_WAIT_MS = 1000;
const CHECK_MS = 250;

interface Waiting {
  readonly since: number;
  readonly goOn: (name: string | undefined) => void;
}

/**
 * Messages that wait for their names, in the order of their sending. An engine that does not answer in time
 * must not hold up this node's clients: they get the message without a name.
 */
export class PendingNames {
  readonly #waiting = new Set<Waiting>();
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    this.#timer = setInterval(() => this.#giveUpOld(), CHECK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const { goOn } of this.#waiting) goOn(undefined);
    this.#waiting.clear();
  }

  wait(name: Promise<string>): Promise<string | undefined> {
    return new Promise((resolve) => {
      const waiting: Waiting = { since: performance.now(), goOn: resolve };
      this.#waiting.add(waiting);
      const finish = (value: string | undefined) => {
        this.#waiting.delete(waiting);
        resolve(value);
      };
      name.then(finish, () => finish(undefined));
    });
  }

  #giveUpOld(): void {
    const threshold = performance.now() - MAX_WAIT_MS;
    for (const waiting of this.#waiting) {
      // Oldest first.
      if (waiting.since > threshold) return;
      this.#waiting.delete(waiting);
      waiting.goOn(undefined);
    }
  }
}
