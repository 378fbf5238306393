import { EventEmitter } from "node:events";

type Listener = Parameters<EventEmitter["on"]>[1];

/**
 * An EventEmitter that knows whether anybody has ever listened. Most sessions are never listened to,
 * because the layer above takes their messages directly; asking for the listeners of five events for every
 * message was a tenth of an echo's time.
 */
export class ObservedEmitter extends EventEmitter {
  #isObserved = false;

  get isObserved(): boolean {
    return this.#isObserved;
  }

  override on(event: string | symbol, listener: Listener): this {
    this.#isObserved = true;
    return super.on(event, listener);
  }

  override addListener(event: string | symbol, listener: Listener): this {
    this.#isObserved = true;
    return super.addListener(event, listener);
  }

  override prependListener(event: string | symbol, listener: Listener): this {
    this.#isObserved = true;
    return super.prependListener(event, listener);
  }
}
