import type { EngineCodec, EngineOpen } from "@signalbox/wire/engine";
import { TransportError } from "../errors.js";
import type { EngineOptions } from "../options.js";
import type { Timers } from "../timers.js";
import type { TransportClass, TransportHost } from "./transport.js";
import { transportClasses } from "./transports.js";

/** What the opening of a session needs of the engine. */
export interface OpeningHost extends TransportHost {
  codec: EngineCodec;
  readonly timers: Timers;
  connect(Class: TransportClass): void;
  onError(error: TransportError): void;
}

/** The opening of a session in a version that is known: over which transport, and over which after a failure. */
export class Opening {
  protected readonly host: OpeningHost;
  protected readonly options: EngineOptions;
  /** The transports to use, in order. */
  readonly #classes: TransportClass[];

  constructor(host: OpeningHost, options: EngineOptions) {
    this.host = host;
    this.options = options;
    this.#classes = transportClasses(options.transports ?? []);
  }

  /** Begins with the first transport or, `onWebSocket`, with that one if it may be used. */
  start(onWebSocket: boolean): void {
    const Class = (onWebSocket && this.classesOf(["websocket"])[0]) || this.#classes[0];
    if (Class) this.begin(Class);
    else queueMicrotask(() => this.host.onError(new TransportError("No transports available")));
  }

  /** After a failure: goes on with the next transport if it may, and tells whether it does. */
  goOn(error: TransportError): boolean {
    const [, next] = this.#classes;
    if (!next || !this.mayGoOn(error)) return false;
    this.#classes.shift();
    this.host.connect(next);
    return true;
  }

  /** The transports of these names that may be used. */
  classesOf(names: readonly string[]): TransportClass[] {
    return this.#classes.filter(({ transportName }) => names.includes(transportName));
  }

  /** Polling shows its first answer here, before it is read. */
  onFirstAnswer(_body: string | Uint8Array): void {}

  onMessage(): void {}

  /** Calls back once it is known who opened this session. */
  onOpen(_open: EngineOpen, onKnown: () => void): void {
    onKnown();
  }

  stop(): void {}

  protected begin(Class: TransportClass): void {
    this.host.connect(Class);
  }

  protected mayGoOn(_error: TransportError): boolean {
    return this.options.tryAllTransports === true;
  }
}
