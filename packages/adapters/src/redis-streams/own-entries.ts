import type { OnKept } from "../nodes/channel.js";
import { compareIds } from "./stream.js";

/** How long a message waits to come back through the stream. */
const MAX_WAIT_MS = 1000;
const CHECK_MS = 250;

interface Waiting {
  readonly since: number;
  /** What Redis named it, once it has answered. */
  id: string | undefined;
  /** Absent when it has been called, or nobody waits. */
  goOn: OnKept | undefined;
}

/**
 * What this node has added to the stream and not read from it yet, in the order of adding. A message is
 * given to this node's clients when it comes back, so that they get everything in the order of the stream,
 * in which they may ask for what they missed. An engine that is slow or away must not hold up clients: they
 * get the message without a name.
 */
export class OwnEntries {
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    this.#timer = setInterval(() => this.#giveUpOld(), CHECK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.giveUpAll();
    this.#waiting = [];
  }

  /** @returns takes what Redis answers: the id, or nothing where the message was not added */
  add(onKept: OnKept | undefined): (id: string | undefined) => void {
    const waiting: Waiting = { since: performance.now(), id: undefined, goOn: onKept };
    this.#waiting.push(waiting);
    return (id) => {
      waiting.id = id;
      if (id === undefined) this.#remove(waiting);
    };
  }

  /** A message of this node was read. */
  onRead(id: string): void {
    for (let head = this.#waiting[0]; head !== undefined; head = this.#waiting[0]) {
      // The stream has them in the order of adding, so one that is not answered yet is this one.
      const distance = head.id === undefined ? 0 : compareIds(head.id, id);
      // One that the client library had sent twice.
      if (distance > 0) return;
      this.#waiting.shift();
      finish(head, head.id ?? id);
      if (distance === 0) return;
    }
  }

  /** Nobody waits any more for what has not come yet. */
  giveUpAll(): void {
    for (const waiting of this.#waiting) finish(waiting, undefined);
  }

  #remove(waiting: Waiting): void {
    finish(waiting, undefined);
    const index = this.#waiting.indexOf(waiting);
    if (index !== -1) this.#waiting.splice(index, 1);
  }

  /** They keep their places: the stream may still bring them. */
  #giveUpOld(): void {
    const threshold = performance.now() - MAX_WAIT_MS;
    for (const waiting of this.#waiting) {
      if (waiting.since > threshold) return;
      finish(waiting, undefined);
    }
  }
}

function finish(waiting: Waiting, name: string | undefined): void {
  const { goOn } = waiting;
  waiting.goOn = undefined;
  goOn?.(name);
}
