import type { SocketPacket } from "@signalbox/wire/socket";
import { Emitter } from "../emitter.js";
import { Engine } from "../engine/engine.js";
import type { EngineEvents } from "../engine/events.js";
import type { CloseDetails } from "../engine/transport.js";
import { type Version2Session, version2 } from "../engine/version2.js";
import type { DefaultEventsMap, EventsMap } from "../events.js";
import {
  defaultManagerOptions,
  type ManagerOptions,
  type ManagerSettings,
  type SocketIoVersion,
  type SocketOptions,
} from "../options.js";
import { runtime } from "../runtime/runtime.js";
import { Socket } from "../socket/socket.js";
import { type Timer, Timers } from "../timers.js";
import { watching } from "../watching.js";
import { type Codec, createCodec } from "./parser.js";
import { Reconnection } from "./reconnection.js";

/** What came with the end of a connection. */
export type DisconnectDescription = Error | CloseDetails;

export interface ManagerReservedEvents {
  open: () => void;
  error: (err: Error) => void;
  ping: () => void;
  packet: (packet: SocketPacket) => void;
  close: (reason: string, description?: DisconnectDescription) => void;
  reconnect_failed: () => void;
  reconnect_attempt: (attempt: number) => void;
  reconnect_error: (err: Error) => void;
  reconnect: (attempt: number) => void;
}

/** Reads a setting or, given a value, writes it. */
interface Accessor<Value, Owner> {
  (value: Value): Owner;
  (): Value;
}

const accessors = [
  "reconnectionAttempts",
  "reconnectionDelay",
  "reconnectionDelayMax",
  "randomizationFactor",
  "timeout",
] as const;

/** One connection to a server, kept up, shared by the sockets of its namespaces. */
export class Manager<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
> extends Emitter<Record<never, never>, Record<never, never>, ManagerReservedEvents> {
  /** The session in use or, after it ended, the last one. */
  engine!: Engine;
  readonly opts: ManagerOptions;
  /** The sockets by namespace. */
  readonly nsps: Record<string, Socket> = Object.create(null);

  /** @internal */
  _autoConnect: boolean;
  /** @internal Given with Socket.IO 2. */
  _version2: Version2Session | undefined;
  /** @internal */
  _readyState: "opening" | "open" | "closed" = "closed";

  readonly #uri: string | undefined;
  readonly #settings: ManagerSettings;
  readonly #timers: Timers;
  readonly #reconnection: Reconnection;
  #connectTimer: Timer;
  #codec: Codec | undefined;
  /** What listens to the engine. */
  #listeners: Partial<EngineEvents> = {};
  /** Settles when the Blobs of all packets written so far have been read. */
  #reading: Promise<void> | undefined;

  constructor(opts: ManagerOptions);
  constructor(uri?: string, opts?: ManagerOptions);
  constructor(uri?: string | ManagerOptions, opts?: ManagerOptions);
  constructor(uri?: string | ManagerOptions, opts: ManagerOptions = {}) {
    super();
    this.#uri = typeof uri === "string" ? uri : undefined;
    this.opts = { path: defaultManagerOptions.path, ...(typeof uri === "object" ? uri : opts) };
    this.#settings = { ...defaultManagerOptions, ...this.opts };
    this.#timers = new Timers(this.opts);
    this.#reconnection = new Reconnection(this, this.#settings, this.#timers);
    this._autoConnect = this.opts.autoConnect ?? true;
    if (this._autoConnect) this.open();
  }

  /** The Socket.IO version in use; with `version: "auto"` undefined until the first connection. */
  get version(): SocketIoVersion | undefined {
    return (
      this.engine?.socketIoVersion ?? (this.opts.version === "auto" ? undefined : (this.opts.version ?? 4))
    );
  }

  declare reconnectionAttempts: Accessor<number, this>;
  declare reconnectionDelay: Accessor<number, this>;
  declare reconnectionDelayMax: Accessor<number, this>;
  declare randomizationFactor: Accessor<number, this>;
  declare timeout: Accessor<number | false, this>;

  static {
    for (const name of accessors) {
      Object.assign(Manager.prototype, {
        [name](this: Manager, value?: never) {
          if (value === undefined) return this.#settings[name];
          this.#settings[name] = value;
          return this;
        },
      });
    }
  }

  reconnection(value: boolean): this;
  reconnection(): boolean;
  reconnection(value?: boolean): this | boolean {
    if (value === undefined) return this.#settings.reconnection;
    this.#settings.reconnection = Boolean(value);
    if (!value) this.#reconnection.stop();
    return this;
  }

  /** Connects, if it is not connected. Without a callback, a failure leads to reconnection. */
  open(callback?: (error?: Error) => void): this {
    if (this._readyState !== "closed") return this;
    this._readyState = "opening";
    this.#reconnection.allow();
    const engine = new Engine(this.#uri ?? this.opts, this.opts);
    this.engine = engine;
    const onError = (error: Error) => {
      this.#cleanUp();
      this._readyState = "closed";
      this.emitReserved("error", error);
      if (callback) callback(error);
      else this.#reconnection.start(true);
    };
    const onOpen = () => {
      this.#onOpen();
      callback?.();
    };
    this.#listen({ open: onOpen, error: onError });
    const { timeout } = this.#settings;
    if (timeout !== false) {
      this.#connectTimer = this.#timers.set(() => {
        this.#listen({});
        engine.close();
        onError(new Error("timeout"));
      }, timeout);
    }
    return this;
  }

  connect(callback?: (error?: Error) => void): this {
    return this.open(callback);
  }

  /**
   * Stops reading from the connection in use, for an application that cannot keep up; the end of the
   * connection ends it, too. See `Engine.pause` for how far it reaches.
   */
  pause(): this {
    this.engine?.pause();
    return this;
  }

  /** Reads on. */
  resume(): this {
    this.engine?.resume();
    return this;
  }

  /** The socket of a namespace: the same one each time. */
  socket(nsp: string, opts?: SocketOptions): Socket<ListenEvents, EmitEvents> {
    let socket = this.nsps[nsp];
    if (socket === undefined) {
      socket = new Socket(this as unknown as Manager, nsp, opts);
      this.nsps[nsp] = socket;
      if (this._autoConnect) socket.connect();
    } else if (this._autoConnect && !socket.active) {
      socket.connect();
    }
    return socket as unknown as Socket<ListenEvents, EmitEvents>;
  }

  /** @internal Closes the connection with its last active socket. */
  _destroy(): void {
    for (const nsp in this.nsps) {
      if (this.nsps[nsp]?.active) return;
    }
    this._close();
  }

  /** @internal */
  _close(): void {
    this.#reconnection.stop();
    this.#onClose("forced close");
  }

  /** @internal Whether it connects again, so that nobody else has to. */
  get _reconnecting(): boolean {
    return this.#reconnection.isRunning;
  }

  /** @internal Whether what is written now is sent at once. */
  get _writable(): boolean {
    return this.engine?.transport?.writable ?? false;
  }

  /** @internal Writes a packet, after those that wait for a Blob to be read. */
  _packet(packet: SocketPacket, compress = true): void {
    const read = runtime.readBlobs?.(packet.data);
    if (read === undefined && this.#reading === undefined) {
      this.#write(packet, compress);
      return;
    }
    const codec = this.#codec;
    // A Blob that cannot be read is its own packet's loss.
    const before = this.#reading?.catch(() => {});
    const turn = Promise.all([read ?? packet.data, before])
      .then(([data]) => {
        // A connection made meanwhile has not asked for this.
        if (codec === this.#codec) this.#write({ ...packet, data }, compress);
      })
      .finally(() => {
        if (this.#reading === turn) this.#reading = undefined;
      });
    this.#reading = turn;
  }

  #write(packet: SocketPacket, compress: boolean): void {
    version2?.sessionOf(this)?.onSent(packet);
    const raws = this.#codec?.encode(packet) ?? [];
    const options = { compress, onSent: this.#codec?.onSent?.(packet, raws) };
    for (const raw of raws) this.engine._send("message", raw, options);
  }

  #onOpen(): void {
    this.#timers.clear(this.#connectTimer);
    this.#reconnection.onOpen();
    this._readyState = "open";
    this._version2 = version2?.createSession(this);
    const { engine } = this;
    const plain = createCodec(this.opts.parser);
    const codec = watching?.codec(plain, this.opts.tap, () => engine.transport.name) ?? plain;
    this.#codec = codec;
    this.#listen({
      ping: () => this.emitReserved("ping"),
      data: (raw) => {
        let packet: SocketPacket | undefined;
        try {
          packet = codec.decode(raw);
        } catch (error) {
          this.#onClose("parse error", error as Error);
        }
        if (packet !== undefined) this.#onPacket(packet);
      },
      error: (error) => this.emitReserved("error", error),
      close: (reason, description) => this.#onClose(reason, description),
    });
    this.emitReserved("open");
  }

  #onPacket(packet: SocketPacket): void {
    for (const nsp of version2?.sessionOf(this)?.recipients(packet) ?? [packet.nsp])
      this.nsps[nsp]?._onPacket(packet);
    this.emitReserved("packet", packet);
  }

  /** Listens to the engine in place of what listened before. */
  #listen(listeners: Partial<EngineEvents>): void {
    for (const [event, listener] of entries(this.#listeners)) this.engine.off(event, listener);
    this.#listeners = listeners;
    for (const [event, listener] of entries(listeners)) this.engine.on(event, listener);
  }

  #onClose(reason: string, description?: DisconnectDescription): void {
    this.#cleanUp();
    this.engine?.close();
    this.#reconnection.attempts = 0;
    this._readyState = "closed";
    this.emitReserved("close", reason, description);
    this.#reconnection.start(false);
  }

  #cleanUp(): void {
    this.#timers.clear(this.#connectTimer);
    this.#listen({});
    this.#codec?.destroy();
    this.#codec = undefined;
  }
}

function entries(listeners: Partial<EngineEvents>) {
  return Object.entries(listeners) as [keyof EngineEvents, EngineEvents[keyof EngineEvents]][];
}
