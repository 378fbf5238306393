import type { Entry } from "../timeline/entry.js";

export type Origin = NonNullable<Entry["origin"]>;

/** Rows that a message comes to when it has left, one each. */
const dataKinds: readonly Entry["kind"][] = ["message", "event", "ack"];

/**
 * Tells which sent rows were not sent by hand. Messages leave in the order in which they were given to the
 * driver, but not always in the same turn of the event loop.
 */
export class SentOrigins {
  readonly #waiting: (Origin | undefined)[] = [];

  /** A message is about to be given to the driver. */
  expect(origin: Origin | undefined): void {
    this.#waiting.push(origin);
  }

  /** The driver did not take the message that was expected last. */
  takeBack(): void {
    this.#waiting.pop();
  }

  /** The entry with its origin, where it is a message that left. */
  mark(entry: Entry): Entry {
    if (entry.direction !== "sent" || !dataKinds.includes(entry.kind)) return entry;
    const origin = this.#waiting.shift();
    return origin === undefined ? entry : { ...entry, origin };
  }

  /** What was not sent by now never will be. */
  forget(): void {
    this.#waiting.length = 0;
  }
}
