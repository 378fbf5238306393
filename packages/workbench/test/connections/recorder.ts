import { onTestFinished } from "vitest";
import { Connection } from "../../src/connections/index.js";
import type { ConnectionRequest, ConnectionState } from "../../src/contract/index.js";
import type { Entry } from "../../src/timeline/entry.js";

/** A connection whose rows and states are kept, and can be waited for. */
export class Recorder {
  readonly connection: Connection;
  readonly entries: Entry[] = [];
  readonly states: ConnectionState[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(request: ConnectionRequest, connectTimeoutMs = 5000) {
    this.connection = new Connection({
      id: "c",
      title: "c",
      request,
      connectTimeoutMs,
      log: (entry) => {
        this.entries.push(entry);
        queueMicrotask(() => this.#tell());
        return this.entries.length;
      },
      onChange: (state) => {
        this.states.push(state);
        this.#tell();
      },
    });
    onTestFinished(() => this.connection.terminate());
  }

  /** The first entry, past or future, that satisfies the predicate. */
  entry(matches: (entry: Entry) => boolean): Promise<Entry> {
    return this.#when(() => this.entries.find(matches));
  }

  event(name: string, direction: Entry["direction"] = "received"): Promise<Entry> {
    return this.entry(
      (entry) => entry.kind === "event" && entry.event === name && entry.direction === direction,
    );
  }

  message(text: string): Promise<Entry> {
    return this.entry(
      (entry) => entry.kind === "message" && textOf(entry) === text && entry.direction === "received",
    );
  }

  /** The first state, past or future, that satisfies the predicate. */
  state(matches: (state: ConnectionState) => boolean): Promise<ConnectionState> {
    return this.#when(() => this.states.find(matches));
  }

  /** Resolves when it is decided whether the connection stands. */
  async ended(): Promise<void> {
    await this.state(({ phase }) => phase === "connected" || phase === "failed" || phase === "closed");
  }

  phase(phase: ConnectionState["phase"]): Promise<ConnectionState> {
    return this.#when(() => this.states.find((state) => state.phase === phase));
  }

  #when<T>(find: () => T | undefined): Promise<T> {
    const found = find();
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve) => {
      const check = () => {
        const later = find();
        if (later === undefined) return;
        this.#waiting.delete(check);
        resolve(later);
      };
      this.#waiting.add(check);
    });
  }

  #tell(): void {
    for (const check of this.#waiting) check();
  }
}

export function textOf(entry: Entry): string {
  return typeof entry.payload === "string" ? entry.payload : Buffer.from(entry.payload).toString();
}
