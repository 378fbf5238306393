import type { RedisConnection, RedisEngine } from "../redis/client.js";
import { Stream, type StreamEntry } from "./stream.js";

export interface StreamListener {
  onEntry(entry: StreamEntry): void;
  /** Messages were thrown away by Redis before they could be read. */
  onGap(): void;
  onError(error: Error): void;
}

/** How long to wait after a failed read. */
const RETRY_MS = 200;

/**
 * Reads one stream for all namespaces of this process that are in it, on a connection of its own, from
 * where it was when the first began to listen. After a loss of the connection it goes on where it was.
 */
export class StreamReader {
  readonly #key: string;
  readonly #engine: RedisEngine;
  readonly #readCount: number;
  readonly #blockMs: number;
  readonly #listeners = new Map<string, Set<StreamListener>>();
  #connection: RedisConnection | undefined;
  #run: symbol | undefined;

  constructor(key: string, engine: RedisEngine, readCount: number, blockMs: number) {
    this.#key = key;
    this.#engine = engine;
    this.#readCount = readCount;
    this.#blockMs = blockMs;
  }

  listen(namespace: string, listener: StreamListener): void {
    const listeners = this.#listeners.get(namespace);
    if (listeners === undefined) this.#listeners.set(namespace, new Set([listener]));
    else listeners.add(listener);
    if (this.#run === undefined) {
      const run = Symbol("run");
      this.#run = run;
      void this.#read(run);
    }
  }

  unlisten(namespace: string, listener: StreamListener): void {
    const listeners = this.#listeners.get(namespace);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(namespace);
    if (this.#listeners.size > 0) return;
    this.#run = undefined;
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #read(run: symbol): Promise<void> {
    let last: string | undefined;
    let wasInterrupted = false;
    while (this.#run === run) {
      try {
        // The position is asked for on the connection that is there, so that nothing is missed while another opens.
        last ??= await new Stream(this.#key, this.#engine).lastId();
        const stream = new Stream(this.#key, await this.#reading(run));
        if (wasInterrupted && (await hasLost(stream, last))) this.#each((listener) => listener.onGap());
        wasInterrupted = false;
        for (const entry of await stream.readAfter(last, this.#readCount, this.#blockMs)) {
          last = entry.id;
          this.#tell(entry);
        }
      } catch {
        // What went wrong with the connection is told by whoever watches it.
        wasInterrupted = true;
        if (this.#run === run) await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  }

  async #reading(run: symbol): Promise<RedisEngine> {
    if (this.#connection === undefined) {
      const connection = await this.#engine.duplicate();
      if (this.#run !== run) {
        connection.close();
        throw new Error("no longer needed");
      }
      this.#connection = connection;
    }
    return this.#connection.engine;
  }

  #tell(entry: StreamEntry): void {
    for (const listener of this.#listeners.get(entry.fields.nsp ?? "/") ?? []) {
      try {
        listener.onEntry(entry);
      } catch (error) {
        listener.onError(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  #each(tell: (listener: StreamListener) => void): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) tell(listener);
  }
}

/** Whether messages after this id are gone: it has been trimmed away, and the oldest that is left came later. */
async function hasLost(stream: Stream, last: string): Promise<boolean> {
  if (last === "0-0") return false;
  const [kept] = await stream.range(last, last);
  if (kept !== undefined) return false;
  const [oldest] = await stream.range("-", "+", 1);
  return oldest !== undefined;
}
