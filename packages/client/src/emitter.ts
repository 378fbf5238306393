import type {
  AnyListener,
  EventNames,
  EventParams,
  EventsMap,
  ReservedOrUserEventNames,
  ReservedOrUserListener,
} from "./events.js";

/** The listener that `once` was given, kept on its wrapper so that `off` finds it. */
const given = Symbol("given");

/** The event emitter of the browser and Node builds; the API of `@socket.io/component-emitter`. */
export class Emitter<
  ListenEvents extends EventsMap,
  EmitEvents extends EventsMap,
  ReservedEvents extends EventsMap = Record<never, never>,
> {
  /** Lists are replaced, never changed, so an emit under way is not disturbed and copies nothing. */
  readonly #lists = new Map<unknown, readonly AnyListener[]>();

  on<Name extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Name,
    listener: ReservedOrUserListener<ReservedEvents, ListenEvents, Name>,
  ): this {
    this.#lists.set(event, [...this.#list(event), listener]);
    return this;
  }

  once<Name extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Name,
    listener: ReservedOrUserListener<ReservedEvents, ListenEvents, Name>,
  ): this {
    const wrapper = (...args: unknown[]) => {
      this.#remove(event, wrapper);
      (listener as AnyListener).apply(this, args);
    };
    wrapper[given] = listener;
    this.#lists.set(event, [...this.#list(event), wrapper]);
    return this;
  }

  /** Removes one listener, all listeners of an event, or all listeners. */
  off<Name extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event?: Name,
    listener?: ReservedOrUserListener<ReservedEvents, ListenEvents, Name>,
  ): this {
    if (event === undefined) this.#lists.clear();
    else if (listener === undefined) this.#lists.delete(event);
    else this.#remove(event, listener);
    return this;
  }

  emit<Name extends EventNames<EmitEvents>>(event: Name, ...args: EventParams<EmitEvents, Name>): this {
    return this._fire(event, args);
  }

  listeners<Name extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Name,
  ): ReservedOrUserListener<ReservedEvents, ListenEvents, Name>[] {
    return [...this.#list(event)] as ReservedOrUserListener<ReservedEvents, ListenEvents, Name>[];
  }

  hasListeners<Name extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(event: Name): boolean {
    return this.#list(event).length > 0;
  }

  declare addEventListener: this["on"];
  declare removeListener: this["off"];
  declare removeEventListener: this["off"];
  declare removeAllListeners: this["off"];

  protected emitReserved<Name extends EventNames<ReservedEvents>>(
    event: Name,
    ...args: EventParams<ReservedEvents, Name>
  ): this {
    return this._fire(event, args);
  }

  /** @internal Calls the listeners of any event, without the types. */
  _fire(event: unknown, args: readonly unknown[]): this {
    for (const listener of this.#list(event)) listener.apply(this, args as unknown[]);
    return this;
  }

  #list(event: unknown): readonly AnyListener[] {
    return this.#lists.get(event) ?? [];
  }

  #remove(event: unknown, listener: AnyListener): void {
    const list = this.#list(event);
    const at = list.findIndex(
      (one) => one === listener || (one as { [given]?: AnyListener })[given] === listener,
    );
    if (at < 0) return;
    if (list.length === 1) this.#lists.delete(event);
    else this.#lists.set(event, [...list.slice(0, at), ...list.slice(at + 1)]);
  }
}

const { prototype } = Emitter;
prototype.addEventListener = prototype.on;
prototype.removeListener = prototype.off;
prototype.removeEventListener = prototype.off;
prototype.removeAllListeners = prototype.off;
