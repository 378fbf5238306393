import type { EventEmitter } from "node:events";
import type { WebSocket } from "../websocket.js";

/** What a browser hands to `onopen` and its like (WHATWG DOM section 2.2), as far as Node programs use it. */
export class Event {
  readonly #type: string;
  readonly #target: WebSocket;

  constructor(type: string, target: WebSocket) {
    this.#type = type;
    this.#target = target;
  }

  get type(): string {
    return this.#type;
  }

  get target(): WebSocket {
    return this.#target;
  }
}

export class MessageEvent extends Event {
  readonly #data: string | Buffer | ArrayBuffer | Buffer[] | Blob;

  constructor(target: WebSocket, data: string | Buffer | ArrayBuffer | Buffer[] | Blob) {
    super("message", target);
    this.#data = data;
  }

  /** Text is a string; binary is what `binaryType` says. */
  get data(): string | Buffer | ArrayBuffer | Buffer[] | Blob {
    return this.#data;
  }
}

export class CloseEvent extends Event {
  readonly #code: number;
  readonly #reason: string;
  readonly #wasClean: boolean;

  constructor(target: WebSocket, code: number, reason: string, wasClean: boolean) {
    super("close", target);
    this.#code = code;
    this.#reason = reason;
    this.#wasClean = wasClean;
  }

  get code(): number {
    return this.#code;
  }

  get reason(): string {
    return this.#reason;
  }

  /** Both sides sent a close frame. */
  get wasClean(): boolean {
    return this.#wasClean;
  }
}

export class ErrorEvent extends Event {
  readonly #error: Error;

  constructor(target: WebSocket, error: Error) {
    super("error", target);
    this.#error = error;
  }

  get error(): Error {
    return this.#error;
  }

  get message(): string {
    return this.#error.message;
  }
}

export interface WebSocketEventMap {
  open: Event;
  message: MessageEvent;
  close: CloseEvent;
  error: ErrorEvent;
}

export interface EventListenerOptions {
  /** Called for the first event only; default false. */
  readonly once?: boolean | undefined;
}

export type EventType = keyof WebSocketEventMap;
export type EventListener<Type extends EventType> =
  | ((this: WebSocket, event: WebSocketEventMap[Type]) => void)
  | { handleEvent(event: WebSocketEventMap[Type]): void };

export type EventHandler<Type extends EventType> =
  | ((this: WebSocket, event: WebSocketEventMap[Type]) => void)
  | null;

/** An emitter listener that stands for a listener in the style of browsers. */
interface Wrapper {
  (...args: unknown[]): void;
  original: unknown;
  /** Set with `onopen = …` and not with addEventListener. */
  isHandler: boolean;
}

/** Turns the arguments of an emitter event into the event object that a browser would hand out. */
const makeEvent = {
  open: (target: WebSocket) => new Event("open", target),
  message: (target: WebSocket, data: Buffer | ArrayBuffer | Buffer[] | Blob, isBinary: boolean) =>
    new MessageEvent(target, isBinary ? data : data.toString()),
  close: (target: WebSocket, code: number, reason: Buffer) =>
    // 1006 is never on the wire: any other code came in a close frame, and that was answered.
    new CloseEvent(target, code, reason.toString(), code !== 1006),
  error: (target: WebSocket, error: Error) => new ErrorEvent(target, error),
};

function isEventType(type: string): type is EventType {
  return Object.hasOwn(makeEvent, type);
}

export function addEventListener(
  target: WebSocket,
  type: string,
  listener: unknown,
  { once = false, isHandler = false } = {},
): void {
  if (!isEventType(type) || !isListener(listener)) return;
  if (!isHandler && find(target, type, (entry) => !entry.isHandler && entry.original === listener)) return;
  const make = makeEvent[type] as (target: WebSocket, ...args: unknown[]) => Event;
  const wrapper = Object.assign(
    (...args: unknown[]) => {
      const event = make(target, ...args);
      if (typeof listener === "function") listener.call(target, event);
      else listener.handleEvent(event);
    },
    { original: listener, isHandler },
  );
  const emitter = emitterOf(target);
  if (once) emitter.once(type, wrapper);
  else emitter.on(type, wrapper);
}

export function removeEventListener(target: WebSocket, type: string, listener: unknown): void {
  const found = find(target, type, (entry) => !entry.isHandler && entry.original === listener);
  if (found !== undefined) emitterOf(target).removeListener(type, found);
}

/** The value of `onopen`, `onmessage`, `onclose` or `onerror`. */
export function getHandler<Type extends EventType>(target: WebSocket, type: Type): EventHandler<Type> {
  const handler = find(target, type, (entry) => entry.isHandler)?.original;
  return (handler as EventHandler<Type> | undefined) ?? null;
}

export function setHandler(target: WebSocket, type: EventType, handler: unknown): void {
  const present = find(target, type, (entry) => entry.isHandler);
  if (present !== undefined) emitterOf(target).removeListener(type, present);
  if (typeof handler === "function") addEventListener(target, type, handler, { isHandler: true });
}

/** The emitter below, for events whose types are known here and not to it. */
function emitterOf(target: WebSocket): EventEmitter {
  return target;
}

function find(target: WebSocket, type: string, test: (entry: Wrapper) => boolean): Wrapper | undefined {
  // `listeners` unwraps what `once` has wrapped.
  return emitterOf(target)
    .listeners(type)
    .find((entry): entry is Wrapper => "original" in entry && test(entry as Wrapper));
}

type AnyListener = ((event: Event) => void) | { handleEvent(event: Event): void };

function isListener(value: unknown): value is AnyListener {
  return (
    typeof value === "function" ||
    (typeof value === "object" &&
      value !== null &&
      "handleEvent" in value &&
      typeof value.handleEvent === "function")
  );
}
