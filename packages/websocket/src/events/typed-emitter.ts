import { EventEmitter } from "node:events";

/** A listener of an event that a program has invented. */
// biome-ignore lint/suspicious/noExplicitAny: it carries whatever the program gives it
type AnyListener<Self> = (this: Self, ...args: any[]) => void;

type Listener<Self, Args> = (this: Self, ...args: Args extends unknown[] ? Args : never) => void;

/** EventEmitter's own methods with the types of the events, `this` in the listeners included. */
export interface TypedEmitter<Events> extends EventEmitter {
  on<Name extends keyof Events & string>(event: Name, listener: Listener<this, Events[Name]>): this;
  on(event: string | symbol, listener: AnyListener<this>): this;
  once<Name extends keyof Events & string>(event: Name, listener: Listener<this, Events[Name]>): this;
  once(event: string | symbol, listener: AnyListener<this>): this;
  off<Name extends keyof Events & string>(event: Name, listener: Listener<this, Events[Name]>): this;
  off(event: string | symbol, listener: AnyListener<this>): this;
  addListener<Name extends keyof Events & string>(event: Name, listener: Listener<this, Events[Name]>): this;
  addListener(event: string | symbol, listener: AnyListener<this>): this;
  removeListener<Name extends keyof Events & string>(
    event: Name,
    listener: Listener<this, Events[Name]>,
  ): this;
  removeListener(event: string | symbol, listener: AnyListener<this>): this;
  prependListener<Name extends keyof Events & string>(
    event: Name,
    listener: Listener<this, Events[Name]>,
  ): this;
  prependListener(event: string | symbol, listener: AnyListener<this>): this;
  prependOnceListener<Name extends keyof Events & string>(
    event: Name,
    listener: Listener<this, Events[Name]>,
  ): this;
  prependOnceListener(event: string | symbol, listener: AnyListener<this>): this;
}

/** EventEmitter itself: nothing but its type differs. */
export const TypedEmitter: new <Events>() => TypedEmitter<Events> = EventEmitter;
