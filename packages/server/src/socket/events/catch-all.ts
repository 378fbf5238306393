import type { Packet } from "../connection/parser.js";
import { type EventsMap, TypedEmitter, type Untyped } from "./typed-events.js";

type AnyListener = (...args: Untyped[]) => void;

/** Listeners of every event, in order. */
class AnyListeners {
  readonly list: AnyListener[] = [];

  remove(listener: AnyListener | undefined): void {
    if (listener === undefined) {
      this.list.length = 0;
      return;
    }
    const index = this.list.indexOf(listener);
    if (index >= 0) this.list.splice(index, 1);
  }

  notify(data: readonly unknown[]): void {
    // A copy: a listener may take itself off.
    for (const listener of this.list.slice()) listener(...data);
  }
}

/** An emitter whose events, received and sent, can all be listened to. */
export abstract class CatchAllEmitter<
  ListenEvents extends EventsMap,
  Reserved extends EventsMap,
> extends TypedEmitter<ListenEvents, Reserved> {
  #incoming: AnyListeners | undefined;
  #outgoing: AnyListeners | undefined;

  /** Listens to every received event. */
  onAny(listener: AnyListener): this {
    this.#incoming ??= new AnyListeners();
    this.#incoming.list.push(listener);
    return this;
  }

  prependAny(listener: AnyListener): this {
    this.#incoming ??= new AnyListeners();
    this.#incoming.list.unshift(listener);
    return this;
  }

  /** Removes the listener, or all of them. */
  offAny(listener?: AnyListener): this {
    this.#incoming?.remove(listener);
    return this;
  }

  listenersAny(): AnyListener[] {
    this.#incoming ??= new AnyListeners();
    return this.#incoming.list;
  }

  /** Listens to every event that is sent to this client, broadcasts included. */
  onAnyOutgoing(listener: AnyListener): this {
    this.#outgoing ??= new AnyListeners();
    this.#outgoing.list.push(listener);
    return this;
  }

  prependAnyOutgoing(listener: AnyListener): this {
    this.#outgoing ??= new AnyListeners();
    this.#outgoing.list.unshift(listener);
    return this;
  }

  /** Removes the listener, or all of them. */
  offAnyOutgoing(listener?: AnyListener): this {
    this.#outgoing?.remove(listener);
    return this;
  }

  listenersAnyOutgoing(): AnyListener[] {
    this.#outgoing ??= new AnyListeners();
    return this.#outgoing.list;
  }

  // --- for the emitter itself, and adapters

  notifyOutgoingListeners(packet: Packet): void {
    if (this.#outgoing !== undefined && Array.isArray(packet.data)) this.#outgoing.notify(packet.data);
  }

  protected notifyIncomingListeners(event: readonly unknown[]): void {
    this.#incoming?.notify(event);
  }
}
