import { reservedEvents, type SocketPacket, SocketPacketType } from "@signalbox/wire/socket";
import { Emitter } from "../emitter.js";
import { version2 } from "../engine/version2.js";
import { type ExtendedError, refusal } from "../errors.js";
import type {
  AllButLast,
  AnyListener,
  DecorateAcknowledgements,
  DefaultEventsMap,
  EventNames,
  EventParams,
  EventsMap,
  FirstArg,
  Last,
} from "../events.js";
import type { DisconnectDescription, Manager } from "../manager/manager.js";
import type { SocketOptions } from "../options.js";
import { Timers } from "../timers.js";
import { type AckCallback, Acks } from "./acks.js";
import { AnyListeners } from "./any-listeners.js";
import { RetryQueue } from "./retry-queue.js";

const { CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK } = SocketPacketType;

export type DisconnectReason =
  | "io server disconnect"
  | "io client disconnect"
  | "ping timeout"
  | "transport close"
  | "transport error"
  | "parse error";

// The name by which socket.io-client's types know it.
export declare namespace Socket {
  export type { DisconnectReason };
}

export interface SocketReservedEvents {
  connect: () => void;
  connect_error: (err: ExtendedError) => void;
  disconnect: (reason: DisconnectReason, description?: DisconnectDescription) => void;
}

interface Flags {
  compress?: boolean;
  volatile?: boolean;
  timeout?: number;
  fromQueue?: boolean;
}

/** An event, with how it is to be sent. */
export interface EventPacket extends SocketPacket {
  readonly options: { readonly compress: boolean };
}

/** A namespace of a server, over the Manager's connection. */
export class Socket<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
> extends Emitter<ListenEvents, EmitEvents, SocketReservedEvents> {
  readonly io: Manager<ListenEvents, EmitEvents>;
  readonly nsp: string;
  /** Names the session to others; undefined while not connected. */
  id: string | undefined;
  connected = false;
  /** Whether the last connection took up the one before it, without losing anything. */
  recovered = false;
  /** What goes with CONNECT. */
  // biome-ignore lint/suspicious/noExplicitAny: as published; applications read their own fields
  auth: { [key: string]: any } | ((cb: (data: object) => void) => void);
  /** Events received before the connection was complete. */
  receiveBuffer: (readonly unknown[])[] = [];
  /** Packets written while not connected. */
  sendBuffer: EventPacket[] = [];

  readonly #opts: SocketOptions;
  readonly #queue: RetryQueue<Flags> | undefined;
  readonly #acks: Acks;
  #flags: Flags = {};
  #active = false;
  /** The private session id of connection state recovery, and the last event it has seen. */
  #pid: string | undefined;
  #lastOffset: string | undefined;
  readonly #incoming = new AnyListeners();
  readonly #outgoing = new AnyListeners();

  constructor(io: Manager, nsp: string, opts: SocketOptions = {}) {
    super();
    this.io = io as unknown as Manager<ListenEvents, EmitEvents>;
    this.nsp = nsp;
    this.#opts = opts;
    this.auth = opts.auth ?? {};
    this.#acks = new Acks(this, new Timers(io.opts));
    if (opts.retries) {
      const send = (args: unknown[], flags: Flags) => this.#emit(args, { ...flags, fromQueue: true });
      this.#queue = new RetryQueue(opts.retries, () => this.connected, send);
    }
  }

  get disconnected(): boolean {
    return !this.connected;
  }

  /** Whether the socket connects by itself when its Manager does. */
  get active(): boolean {
    return this.#active;
  }

  connect(): this {
    if (this.connected) return this;
    if (!this.#active) {
      this.#active = true;
      this.io.on("open", this._onOpen).on("error", this.#onError).on("close", this.#onClose);
    }
    if (!this.io._reconnecting) this.io.open();
    if (this.io._readyState === "open") this._onOpen();
    return this;
  }

  open(): this {
    return this.connect();
  }

  /** Leaves the namespace; the last socket to leave closes the connection. It does not come back by itself. */
  disconnect(): this {
    const wasConnected = this.connected;
    if (wasConnected) this.io._packet({ type: DISCONNECT, nsp: this.nsp });
    this.#leave();
    if (wasConnected) this.#closed("io client disconnect");
    return this;
  }

  close(): this {
    return this.disconnect();
  }

  /** Emits `message`. */
  send(...args: unknown[]): this {
    this.#checkedEmit(["message", ...args]);
    return this;
  }

  override emit<Name extends EventNames<EmitEvents>>(
    event: Name,
    ...args: EventParams<EmitEvents, Name>
  ): this {
    this.#checkedEmit([event, ...args]);
    return this;
  }

  /** Emits, and resolves with the first argument of the acknowledgement. */
  emitWithAck<Name extends EventNames<EmitEvents>>(
    event: Name,
    ...args: AllButLast<EventParams<EmitEvents, Name>>
  ): Promise<FirstArg<Last<EventParams<EmitEvents, Name>>>> {
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null, answer: FirstArg<Last<EventParams<EmitEvents, Name>>>) =>
        error ? reject(error) : resolve(answer);
      settle.withError = true;
      this.#checkedEmit([event, ...args, settle]);
    });
  }

  /** Whether the next event may be compressed. */
  compress(compress: boolean): this {
    this.#flags.compress = compress;
    return this;
  }

  /** Drops the next event if it cannot be sent at once. */
  get volatile(): this {
    this.#flags.volatile = true;
    return this;
  }

  /** The next event's acknowledgement takes an error first, and gets one after so many milliseconds. */
  timeout(timeoutMs: number): Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>> {
    this.#flags.timeout = timeoutMs;
    return this as unknown as Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>>;
  }

  /** Listens to every event. */
  onAny(listener: AnyListener): this {
    this.#incoming.append(listener);
    return this;
  }

  prependAny(listener: AnyListener): this {
    this.#incoming.prepend(listener);
    return this;
  }

  offAny(listener?: AnyListener): this {
    this.#incoming.remove(listener);
    return this;
  }

  /** The list itself. */
  listenersAny(): AnyListener[] {
    return this.#incoming.list;
  }

  /** Sees every event that is sent; acknowledgements are not among them. */
  onAnyOutgoing(listener: AnyListener): this {
    this.#outgoing.append(listener);
    return this;
  }

  prependAnyOutgoing(listener: AnyListener): this {
    this.#outgoing.prepend(listener);
    return this;
  }

  offAnyOutgoing(listener?: AnyListener): this {
    this.#outgoing.remove(listener);
    return this;
  }

  listenersAnyOutgoing(): AnyListener[] {
    return this.#outgoing.list;
  }

  // Sending

  #checkedEmit(args: unknown[]): void {
    const [event] = args;
    if (reservedEvents.has(event)) throw new Error(`"${String(event)}" is a reserved event name`);
    const flags = this.#flags;
    this.#flags = {};
    this.#emit(args, flags);
  }

  #emit(args: unknown[], flags: Flags): void {
    if (this.#queue && !flags.fromQueue && !flags.volatile) {
      this.#queue.add(args, flags);
      return;
    }
    const options = { compress: flags.compress !== false };
    const packet: EventPacket = { type: EVENT, nsp: this.nsp, data: args, options };
    if (typeof args.at(-1) === "function") {
      const timeoutMs = flags.timeout ?? this.#opts.ackTimeout;
      packet.id = this.#acks.add(args.pop() as AckCallback, timeoutMs, (id) => {
        this.sendBuffer = this.sendBuffer.filter((unsent) => unsent.id !== id);
      });
    }
    if (flags.volatile && !this.io._writable) return;
    if (this.connected && !this.io.engine._hasPingExpired()) this.#send(packet);
    else if (!flags.volatile) this.sendBuffer.push(packet);
  }

  #send(packet: EventPacket): void {
    this.#outgoing.call(this, packet.data as unknown[]);
    this.io._packet(packet, packet.options.compress);
  }

  // What the Manager tells: as its listeners, so that sockets and application hear in the order they came

  /** @internal The connection is open: ask for the namespace. */
  readonly _onOpen = (): void => {
    if (!this.#active || this.connected) return;
    const join = version2?.sessionOf(this.io)?.join(this.nsp);
    if (join === "wait") return;
    if (join === "joined") this.#onConnect({});
    else if (typeof this.auth === "function") this.auth((data) => this.#sendConnect(data));
    else this.#sendConnect(this.auth);
  };

  #sendConnect(auth: object): void {
    const { nsp } = this;
    let data: object | undefined = Object.keys(auth).length === 0 ? undefined : auth;
    if (this.#pid !== undefined) data = { pid: this.#pid, offset: this.#lastOffset, ...auth };
    this.io._packet(version2?.sessionOf(this.io)?.connectPacket(nsp, auth) ?? { type: CONNECT, nsp, data });
  }

  readonly #onError = (error: Error): void => {
    if (this.#active && !this.connected) this.emitReserved("connect_error", error);
  };

  /** The connection is gone. */
  readonly #onClose = (reason: string, description?: DisconnectDescription): void => {
    if (this.#active) this.#closed(reason as DisconnectReason, description);
  };

  /** @internal */
  _onPacket(packet: SocketPacket): void {
    if (!this.#active) return;
    const { type, data } = packet;
    switch (type) {
      case CONNECT:
        this.#onConnect((data ?? {}) as { sid?: string; pid?: string });
        break;
      case EVENT:
      case BINARY_EVENT:
        this.#onEvent(packet);
        break;
      case ACK:
      case BINARY_ACK:
        this.#acks.settle(packet.id, data as unknown[]);
        break;
      case DISCONNECT:
        this.#leave();
        this.#closed("io server disconnect");
        break;
      case CONNECT_ERROR:
        this.#leave();
        this.emitReserved("connect_error", refusal(data));
        break;
    }
  }

  #onConnect({ sid, pid }: { sid?: string; pid?: string }): void {
    const id = version2?.sessionOf(this.io)?.idOf(this.nsp) ?? sid;
    if (typeof id !== "string") {
      this.emitReserved(
        "connect_error",
        new Error('the server speaks Socket.IO 2: connect with the option version: 2 or version: "auto"'),
      );
      return;
    }
    this.id = id;
    this.recovered = pid !== undefined && this.#pid === pid;
    this.#pid = pid;
    this.connected = true;
    const received = this.receiveBuffer;
    this.receiveBuffer = [];
    for (const args of received) this.#deliver(args);
    const unsent = this.sendBuffer;
    this.sendBuffer = [];
    for (const packet of unsent) this.#send(packet);
    this.#queue?.drain(true);
    this.emitReserved("connect");
  }

  #onEvent({ id, data }: SocketPacket): void {
    const args = [...(data as unknown[])];
    if (id !== undefined) args.push(this.#acknowledge(id));
    if (this.connected) this.#deliver(args);
    else this.receiveBuffer.push(args);
  }

  #deliver(args: readonly unknown[]): void {
    this.#incoming.call(this, args);
    this._fire(args[0], args.slice(1));
    const offset = args.at(-1);
    if (this.#pid !== undefined && typeof offset === "string") this.#lastOffset = offset;
  }

  /** The function that an application calls to acknowledge; further calls do nothing. */
  #acknowledge(id: number): AnyListener {
    let sent = false;
    return (...args: unknown[]) => {
      if (sent) return;
      sent = true;
      this.io._packet({ type: ACK, nsp: this.nsp, id, data: args });
    };
  }

  // Leaving

  #leave(): void {
    this.#active = false;
    this.io.off("open", this._onOpen).off("error", this.#onError).off("close", this.#onClose);
    this.io._destroy();
  }

  #closed(reason: DisconnectReason, description?: DisconnectDescription): void {
    this.connected = false;
    this.id = undefined;
    this.emitReserved("disconnect", reason, description);
    this.#acks.abandon(new Set(this.sendBuffer.map(({ id }) => id)));
  }
}
