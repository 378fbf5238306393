import { AckTimeoutError } from "./broadcast/broadcast-acks.js";
import type { Untyped } from "./events/typed-events.js";

export type AckCallback = (...args: Untyped[]) => void;

/** Who waits for an answer, by packet id. A Map, because adapters add those who wait for a broadcast's. */
export class Acks extends Map<number, AckCallback> {
  /** With a timeout the callback gets an error first: null, or that the time is over. */
  expect(id: number, ack: AckCallback, timeoutMs: number | undefined): void {
    if (timeoutMs === undefined) {
      this.set(id, ack);
      return;
    }
    const timer = setTimeout(() => {
      this.delete(id);
      ack(new AckTimeoutError());
    }, timeoutMs);
    this.set(id, (...answer) => {
      clearTimeout(timer);
      ack(null, ...answer);
    });
  }

  /** An answer has come; one that nobody waits for means nothing. */
  answer(id: number, data: readonly unknown[]): void {
    const ack = this.get(id);
    this.delete(id);
    ack?.(...data);
  }
}
