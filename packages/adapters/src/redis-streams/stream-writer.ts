import type { RedisEngine } from "../redis/client.js";
import { Gather } from "../redis/gather.js";
import { isScriptRefused } from "../redis/publisher.js";
import type { Stream } from "./stream.js";

interface Waiting {
  readonly fields: readonly string[];
  readonly resolve: (id: string) => void;
  readonly reject: (error: unknown) => void;
}

/** ARGV: the length to trim to, then for each message the number of its fields and values, and these. Answers with the ids. */
const ADD_ALL = [
  "local ids = {}",
  "local i = 2",
  "while i <= #ARGV do",
  "  local n = tonumber(ARGV[i])",
  "  ids[#ids + 1] = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', unpack(ARGV, i + 1, i + n))",
  "  i = i + n + 1",
  "end",
  "return ids",
].join("\n");

/**
 * Adds to a stream. What is added by the code that runs now leaves in one command, for the same reason as
 * in {@link Publisher}: 5.3 µs of CPU a message against 18.6 µs (package redis 6, 16 messages of 100 bytes).
 */
export class StreamWriter {
  readonly #engine: RedisEngine;
  readonly #stream: Stream;
  readonly #maxLen: number;
  readonly #gather = new Gather<Waiting>((all) => void this.#send(all));
  #isScriptAllowed = true;

  constructor(engine: RedisEngine, stream: Stream, maxLen: number) {
    this.#engine = engine;
    this.#stream = stream;
    this.#maxLen = maxLen;
  }

  /** @returns the id that Redis gives the message */
  add(fields: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => this.#gather.add({ fields, resolve, reject }));
  }

  /** Sends what waits. */
  flush(): void {
    this.#gather.flush();
  }

  async #send(all: readonly Waiting[]): Promise<void> {
    if (all.length === 1 || !this.#isScriptAllowed) {
      for (const { fields, resolve, reject } of all) {
        this.#stream.add(fields, this.#maxLen).then(resolve, reject);
      }
      return;
    }
    const { key } = this.#stream;
    const args = all.flatMap(({ fields }) => [String(fields.length), ...fields]);
    try {
      const script = ["EVAL", ADD_ALL, "1", key, String(this.#maxLen), ...args];
      const ids = (await this.#engine.command(key, false, script)) as unknown[];
      all.forEach(({ resolve }, index) => {
        resolve(String(ids[index]));
      });
    } catch (error) {
      if (isScriptRefused(error)) {
        this.#isScriptAllowed = false;
        await this.#send(all);
      } else {
        for (const { reject } of all) reject(error);
      }
    }
  }
}
