/** How much faster than the news of its end a client may be. */
const HEAD_START_MS = 300;

/** Waits a little for something that may be on its way. */
export class Arrivals<T> {
  readonly #waiting = new Map<string, Set<(value: T | undefined) => void>>();

  /** Resolves when it comes, or with `undefined` when it does not come soon. */
  wait(key: string): Promise<T | undefined> {
    return new Promise((resolve) => {
      const finish = (value: T | undefined) => {
        clearTimeout(timer);
        const waiting = this.#waiting.get(key);
        waiting?.delete(finish);
        if (waiting?.size === 0) this.#waiting.delete(key);
        resolve(value);
      };
      const timer = setTimeout(() => finish(undefined), HEAD_START_MS);
      const waiting = this.#waiting.get(key);
      if (waiting === undefined) this.#waiting.set(key, new Set([finish]));
      else waiting.add(finish);
    });
  }

  tell(key: string, value: T | undefined): void {
    for (const finish of [...(this.#waiting.get(key) ?? [])]) finish(value);
  }
}
