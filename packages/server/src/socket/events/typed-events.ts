import { EventEmitter } from "node:events";

import type { Untyped } from "../../untyped.js";

export type { Untyped };

type Fn = (...args: Untyped[]) => Untyped;

/** Event names and, for each, the type of its listener. */
export interface EventsMap {
  [event: string]: Untyped;
}

/** Any event with any arguments. */
export interface DefaultEventsMap {
  [event: string]: (...args: Untyped[]) => void;
}

export type EventNames<M extends EventsMap> = keyof M & (string | symbol);
export type EventParams<M extends EventsMap, E extends EventNames<M>> = Parameters<M[E]>;

/** The last of a listener's parameters: its acknowledgement, where it has one. */
export type Last<P extends readonly unknown[]> = P extends readonly [...unknown[], infer L]
  ? L
  : P extends readonly []
    ? never
    : P extends readonly (infer Item)[]
      ? Item
      : never;

/** All but the last; of untyped parameters: any. */
export type AllButLast<P extends readonly unknown[]> = P extends readonly [...infer Init, unknown]
  ? Init
  : Untyped[];

type HasAck<F> = F extends (...args: infer P) => unknown
  ? [Last<P>] extends [never]
    ? false
    : Last<P> extends Fn
      ? true
      : false
  : false;

/** Names of the events whose listeners can acknowledge. */
export type EventNamesWithAck<M extends EventsMap> = {
  [E in EventNames<M>]: true extends HasAck<M[E]> ? E : never;
}[EventNames<M>] &
  EventNames<M>;

/** Names of the events that can be sent without a way to acknowledge. */
export type EventNamesWithoutAck<M extends EventsMap> = {
  [E in EventNames<M>]: false extends HasAck<M[E]> ? E : never;
}[EventNames<M>] &
  EventNames<M>;

/** What an acknowledgement answers with: its first argument that is not an error. */
export type AckResult<F> = F extends (...args: infer P) => unknown
  ? P extends [infer First, ...infer Rest]
    ? First extends Error
      ? Rest extends [infer Second, ...unknown[]]
        ? Second
        : undefined
      : First
    : Untyped
  : Untyped;

type AckWithError<F> = F extends (...args: infer P) => infer R
  ? P extends [Error, ...unknown[]]
    ? F
    : (err: Error, ...args: P) => R
  : F;

type AckOfMany<F> = F extends (...args: infer P) => infer R
  ? P extends []
    ? () => R
    : P extends [infer First, ...infer Rest]
      ? First extends Error
        ? Rest extends [infer Second, ...unknown[]]
          ? (err: Error, responses: Second[]) => R
          : (err: Error) => R
        : (responses: First[]) => R
      : F
  : F;

/** The events of an emitter with a timeout: acknowledgements get an error first. */
export type WithErrorAcks<M> = {
  [E in keyof M]: M[E] extends (...args: infer P) => infer R
    ? (...args: { [K in keyof P]: AckWithError<P[K]> }) => R
    : M[E];
};

/** The events of an emitter with many receivers: acknowledgements get their answers as an array. */
export type WithManyAcks<M> = {
  [E in keyof M]: M[E] extends (...args: infer P) => infer R
    ? (...args: { [K in keyof P]: AckOfMany<P[K]> }) => R
    : M[E];
};

type ListenerOf<Reserved extends EventsMap, User extends EventsMap, E> = E extends keyof Reserved
  ? Reserved[E]
  : E extends keyof User
    ? User[E]
    : (...args: Untyped[]) => void | Promise<void>;

/**
 * An EventEmitter that knows what it listens to. `Reserved` are emitted by this package only. What `emit`
 * means is the subclasses' to say: they send.
 */
export abstract class TypedEmitter<
  Listen extends EventsMap,
  Reserved extends EventsMap = Record<never, never>,
> extends EventEmitter {
  override on<E extends EventNames<Reserved> | EventNames<Listen>>(
    event: E,
    listener: ListenerOf<Reserved, Listen, E>,
  ): this {
    return super.on(event, listener as Fn);
  }

  override once<E extends EventNames<Reserved> | EventNames<Listen>>(
    event: E,
    listener: ListenerOf<Reserved, Listen, E>,
  ): this {
    return super.once(event, listener as Fn);
  }

  override listeners<E extends EventNames<Reserved> | EventNames<Listen>>(
    event: E,
  ): ListenerOf<Reserved, Listen, E>[] {
    return super.listeners(event) as ListenerOf<Reserved, Listen, E>[];
  }

  /** Calls this emitter's own listeners, whatever subclasses make of `emit`. */
  protected emitLocally(event: string, ...args: readonly unknown[]): boolean {
    return super.emit(event, ...args);
  }

  /** The same for an event in one array. */
  protected dispatch(event: readonly [name: string, ...args: unknown[]]): boolean {
    // Most events have one argument, and passing it alone is four times as fast as passing the array.
    if (event.length === 2) return super.emit(event[0], event[1]);
    return Reflect.apply(super.emit, this, event);
  }
}
