/** Event maps: what a typed socket listens to and emits. The same shapes as those of socket.io-client. */

// `any` is what the published types use and what inference needs here: with `unknown` a listener
// could not name the types of its parameters, and an interface could not serve as an event map.

export interface EventsMap {
  // biome-ignore lint/suspicious/noExplicitAny: see above
  [event: string]: any;
}

/** Any event with any data. */
export interface DefaultEventsMap {
  // biome-ignore lint/suspicious/noExplicitAny: see above
  [event: string]: (...args: any[]) => void;
}

// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyListener = (...args: any[]) => void;

export type EventNames<Map extends EventsMap> = keyof Map & (string | symbol);

export type EventParams<Map extends EventsMap, Name extends EventNames<Map>> = Parameters<Map[Name]>;

export type ReservedOrUserEventNames<Reserved extends EventsMap, User extends EventsMap> =
  | EventNames<Reserved>
  | EventNames<User>;

export type ReservedOrUserListener<
  Reserved extends EventsMap,
  User extends EventsMap,
  Name extends ReservedOrUserEventNames<Reserved, User>,
> = UntypedIfNever<
  Name extends EventNames<Reserved> ? Reserved[Name] : Name extends EventNames<User> ? User[Name] : never
>;

// biome-ignore lint/suspicious/noExplicitAny: see above
type UntypedIfNever<T> = [T] extends [never] ? (...args: any[]) => void | Promise<void> : T;

export type Last<T extends unknown[]> = T extends [...infer _, infer L] ? L : unknown;
export type AllButLast<T extends unknown[]> = T extends [...infer H, infer _] ? H : unknown[];
// biome-ignore lint/suspicious/noExplicitAny: see above
export type FirstArg<T> = T extends (arg: infer Param) => infer _ ? Param : any;

type PrependTimeoutError<T extends unknown[]> = {
  [K in keyof T]: T[K] extends (...args: infer Params) => infer Result
    ? (err: Error, ...args: Params) => Result
    : T[K];
};

/** `timeout()` makes acknowledgement callbacks take an error first. */
export type DecorateAcknowledgements<E> = {
  [K in keyof E]: E[K] extends (...args: infer Params) => infer Result
    ? (...args: PrependTimeoutError<Params>) => Result
    : E[K];
};
