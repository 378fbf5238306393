import type { RedisConnection, RedisEngine } from "../redis/client.js";

/** A connection that several namespaces use: the first opens it, the last closes it. */
export class SharedConnection {
  readonly #engine: RedisEngine;
  #users = 0;
  #connection: Promise<RedisConnection> | undefined;

  constructor(engine: RedisEngine) {
    this.#engine = engine;
  }

  async use(): Promise<RedisEngine> {
    this.#users += 1;
    this.#connection ??= this.#engine.duplicate();
    return (await this.#connection).engine;
  }

  release(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    // One that never opened has nothing to close.
    this.#connection?.then((connection) => connection.close()).catch(() => {});
    this.#connection = undefined;
  }
}
