import { EventEmitter } from "node:events";

/**
 * EventEmitter without what its constructor does, which is to make the object that lists the listeners:
 * over 200 bytes for each idle connection. Its methods make that object with the first listener.
 */
function Listenerless() {}
Listenerless.prototype = EventEmitter.prototype;
const ListenerlessEmitter = Listenerless as unknown as typeof EventEmitter;

type Listener = Parameters<EventEmitter["on"]>[1];

/**
 * An EventEmitter that knows whether anybody has ever listened. Most sessions are never listened to,
 * because the layer above takes their messages directly; asking for the listeners of five events for every
 * message was a tenth of an echo's time.
 */
export class ObservedEmitter extends ListenerlessEmitter {
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
