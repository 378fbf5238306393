import { EventEmitter } from "node:events";

type Listener = Parameters<EventEmitter["on"]>[1];

/**
 * An EventEmitter that knows whether anybody has ever listened. Most sessions are never listened to,
 * because the layer above takes their messages directly; asking for the listeners of five events for every
 * message was a tenth of an echo's time.
 */
export class ObservedEmitter extends EventEmitter {
  readonly #events: readonly (string | symbol)[] | undefined;
  #isObserved = false;

  /** @param events those that count; without it, all do */
  constructor(events?: readonly (string | symbol)[]) {
    super();
    this.#events = events;
  }

  get isObserved(): boolean {
    return this.#isObserved;
  }

  override on(event: string | symbol, listener: Listener): this {
    this.#noteListener(event);
    return super.on(event, listener);
  }

  override addListener(event: string | symbol, listener: Listener): this {
    this.#noteListener(event);
    return super.addListener(event, listener);
  }

  override prependListener(event: string | symbol, listener: Listener): this {
    this.#noteListener(event);
    return super.prependListener(event, listener);
  }

  #noteListener(event: string | symbol): void {
    if (this.#events === undefined || this.#events.includes(event)) this.#isObserved = true;
  }
}
