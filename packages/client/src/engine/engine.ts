import {
  type EngineCodec,
  type EngineOpen,
  type EnginePacket,
  engine4,
  parseOpen,
} from "@signalbox/wire/engine";
import { Emitter } from "../emitter.js";
import { HandshakeRefusedError, isTransportUnknown, TransportError } from "../errors.js";
import { defaultEngineOptions, type EngineOptions, type SocketIoVersion } from "../options.js";
import type { RawData } from "../parser.js";
import { type CookieStore, runtime } from "../runtime/runtime.js";
import { type Timer, Timers } from "../timers.js";
import { Heartbeat } from "./heartbeat.js";
import { PollingTransport } from "./polling.js";
import type {
  CloseDetails,
  OutgoingPacket,
  Transport,
  TransportClass,
  TransportHandler,
  TransportHost,
} from "./transport.js";
import { probe, type Upgradable } from "./upgrade.js";
import { version2 } from "./version2.js";
import { WebSocketTransport } from "./websocket.js";

export type EngineState = "opening" | "open" | "closing" | "closed";

export interface EngineEvents {
  open: () => void;
  handshake: (open: EngineOpen) => void;
  packet: (packet: EnginePacket) => void;
  packetCreate: (packet: EnginePacket) => void;
  data: (data: RawData) => void;
  message: (data: RawData) => void;
  ping: () => void;
  pong: () => void;
  heartbeat: () => void;
  flush: () => void;
  drain: () => void;
  upgrading: (transport: Transport) => void;
  upgrade: (transport: Transport) => void;
  upgradeError: (error: TransportError) => void;
  error: (error: Error) => void;
  close: (reason: string, description?: CloseDetails | Error) => void;
}

export interface WriteOptions {
  /** Whether the message may be compressed. Default true. */
  compress?: boolean;
}

const transportsByName: Record<string, TransportClass | undefined> = {
  polling: PollingTransport,
  websocket: WebSocketTransport,
};

/**
 * How long a server that polls for nobody and did not tell `maxPayload` is given to show, by joining
 * us to "/" unasked, that it is a Socket.IO 2.
 */
const unaskedConnectMs = 300;

/** One Engine.IO session over one transport at a time, from opening to close; not reused. */
export class Engine
  extends Emitter<Record<never, never>, Record<never, never>, EngineEvents>
  implements TransportHost, Upgradable
{
  /** Whether the last session of this process or page ended up on WebSocket; see `rememberUpgrade`. */
  static priorWebsocketSuccess = false;
  static readonly protocol = 4;

  /** The session id; empty until the handshake. */
  id = "";
  readyState: EngineState = "opening";
  transport!: Transport;
  /** Packets that wait for the transport. */
  writeBuffer: OutgoingPacket[] = [];
  readonly opts: EngineOptions;
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: string;
  readonly cookies: CookieStore | undefined;
  /** The Engine.IO version in use. */
  codec: EngineCodec = engine4;
  /** The Socket.IO version of the server, as far as it is known. */
  socketIoVersion: SocketIoVersion | undefined;
  maxPayload = Number.POSITIVE_INFINITY;

  readonly #timers: Timers;
  readonly #names: string[] = [];
  readonly #classes: Record<string, TransportClass> = {};
  readonly #stopProbes = new Set<() => void>();
  #heartbeat: Heartbeat | undefined;
  #upgrading = false;
  #detecting: boolean;
  /** Set while a first message decides between Socket.IO 2 and later. */
  #undecided: { readonly timer: Timer; readonly open: EngineOpen } | undefined;
  #abortQuestion: (() => void) | undefined;
  readonly #pageListeners: (() => void)[] = [];

  constructor(uri?: string | EngineOptions, opts: EngineOptions = {}) {
    super();
    const given = typeof uri === "object" ? uri : opts;
    this.opts = { ...defaultEngineOptions, ...given };
    const { version = 4, withCredentials, host } = this.opts;
    if (typeof uri === "string") {
      const { protocol, hostname, port, searchParams } = new URL(uri);
      this.secure = protocol === "https:" || protocol === "wss:";
      this.hostname = hostname;
      this.port = port || (this.secure ? "443" : "80");
      if (searchParams.size > 0) this.opts.query = Object.fromEntries(searchParams);
    } else {
      const here = globalThis.location as Location | undefined;
      this.secure = this.opts.secure ?? here?.protocol === "https:";
      this.hostname = this.opts.hostname ?? host ?? here?.hostname ?? "localhost";
      this.port = `${this.opts.port ?? (here && !this.opts.hostname && !host ? here.port : "")}`;
      this.port ||= this.secure ? "443" : "80";
    }
    this.#timers = new Timers(this.opts);
    // Fails here when the support is not there, not in the middle of a connection.
    const old = version === 2 || version === "auto" ? version2() : undefined;
    if (old && version === 2) this.codec = old.codec;
    this.socketIoVersion = version === "auto" ? undefined : version;
    this.#detecting = version === "auto";
    this.cookies = withCredentials ? runtime().createCookieStore?.() : undefined;
    for (const transport of this.opts.transports ?? []) {
      const Class = typeof transport === "string" ? transportsByName[transport] : transport;
      if (Class === undefined) continue;
      this.#names.push(Class.transportName);
      this.#classes[Class.transportName] = Class;
    }
    this.#listenToPage();
    this.#start();
  }

  write(data: RawData, options?: WriteOptions, onFlush?: () => void): this {
    this._send("message", data, options, onFlush);
    return this;
  }

  send(data: RawData, options?: WriteOptions, onFlush?: () => void): this {
    return this.write(data, options, onFlush);
  }

  /** Closes once what was written has been sent. */
  close(): this {
    if (this.readyState !== "opening" && this.readyState !== "open") return this;
    const finish = () => {
      this.#closeWith("forced close");
    };
    if (this.readyState === "opening") {
      finish();
      return this;
    }
    this.readyState = "closing";
    const whenSent = () => {
      if (this.writeBuffer.length > 0 || !this.transport.writable) this.once("drain", finish);
      else finish();
    };
    if (this.#upgrading) {
      const settled = () => {
        this.off("upgrade", settled).off("upgradeError", settled);
        whenSent();
      };
      this.on("upgrade", settled).on("upgradeError", settled);
    } else {
      whenSent();
    }
    return this;
  }

  /**
   * @internal Whether the server must have given us up: a machine that slept has timers that did not
   * fire yet. What is sent now would be lost.
   */
  _hasPingExpired(): boolean {
    const expired = this.#heartbeat?.expired ?? false;
    if (expired) queueMicrotask(() => this.#closeWith("ping timeout"));
    return expired;
  }

  /** @internal */
  _send(
    type: EnginePacket["type"],
    data?: RawData,
    options?: WriteOptions,
    onFlush?: () => void,
    onSent?: () => void,
  ): void {
    if (this.readyState === "closing" || this.readyState === "closed") return;
    const packet: OutgoingPacket = {
      type,
      ...(data !== undefined && { data: data instanceof ArrayBuffer ? new Uint8Array(data) : data }),
      compress: options?.compress !== false,
      onSent,
    };
    this.emitReserved("packetCreate", packet);
    this.writeBuffer.push(packet);
    if (onFlush) this.once("flush", onFlush);
    this.#flush();
  }

  #flush(): void {
    if (
      this.readyState === "closed" ||
      this.#upgrading ||
      this.writeBuffer.length === 0 ||
      !this.transport?.writable
    ) {
      return;
    }
    const packets = this.writeBuffer;
    this.writeBuffer = [];
    this.transport.send(packets);
    this.emitReserved("flush");
  }

  // Opening

  #start(): void {
    const { rememberUpgrade } = this.opts;
    const remembered = rememberUpgrade && Engine.priorWebsocketSuccess && this.#names.includes("websocket");
    const name = remembered ? "websocket" : this.#names[0];
    if (name === undefined) {
      queueMicrotask(() => this.emitReserved("error", new TransportError("No transports available")));
    } else if (this.#detecting && name !== "polling") {
      this.#ask(() => this.#connect(name));
    } else {
      this.#connect(name);
    }
  }

  #connect(name: string): void {
    this.transport = this.#create(name, this.#handler());
    this.transport.open();
  }

  #create(name: string, handler: TransportHandler): Transport {
    const Class = this.#classes[name] as TransportClass;
    return new Class(this, { ...this.opts, ...this.opts.transportOptions?.[name] }, handler);
  }

  #handler(): TransportHandler {
    return {
      onOpen: () => {},
      onPacket: (packet) => {
        try {
          this.#onPacket(packet);
        } catch (error) {
          // Thrown by a listener of the application: it shall hear of it, but not at the cost of
          // the packets that came with this one.
          queueMicrotask(() => {
            throw error;
          });
        }
      },
      onDrain: () => {
        if (this.writeBuffer.length === 0) this.emitReserved("drain");
        else this.#flush();
      },
      onError: (error) => this.#onError(error),
      onClose: (details) => this.#closeWith("transport close", details),
    };
  }

  /** Finds out the version by a request of its own, for a transport that cannot show it. */
  #ask(then: () => void): void {
    const polling = new PollingTransport(this, this.opts, this.#handler());
    this.#abortQuestion = version2().askVersion(
      polling.request("GET"),
      (version) => {
        this.#abortQuestion = undefined;
        if (version !== undefined) {
          this.#setVersion(version);
          this.#detecting = false;
        }
        then();
      },
      (description, refused) => {
        const cause = refused ? new HandshakeRefusedError(refused) : description;
        this.#onError(new TransportError("xhr poll error", description, refused, cause));
      },
    );
  }

  onFirstAnswer(body: string | Uint8Array): void {
    if (!this.#detecting) return;
    this.#setVersion(version2().versionOfAnswer(body));
    this.#detecting = false;
  }

  #setVersion(version: 3 | 4): void {
    this.codec = version === 3 ? version2().codec : engine4;
  }

  #onOpenPacket(data: EnginePacket["data"]): void {
    let open: EngineOpen;
    try {
      open = parseOpen(data);
    } catch (error) {
      this.#onError(new TransportError("server error", error, data, error));
      return;
    }
    this.id = open.sid;
    this.maxPayload = open.maxPayload ?? Number.POSITIVE_INFINITY;
    if (this.#detecting && open.maxPayload === undefined) {
      const timer = this.#timers.set(() => this.#decide(4), unaskedConnectMs);
      this.#undecided = { timer, open };
    } else {
      this.#onOpen(open);
    }
  }

  #decide(version: 3 | 4): void {
    const { timer, open } = this.#undecided ?? {};
    this.#undecided = undefined;
    this.#timers.clear(timer);
    this.#setVersion(version);
    if (open) this.#onOpen(open);
  }

  #onOpen(open: EngineOpen): void {
    const { version } = this.opts;
    this.#detecting = false;
    if (version === "auto") {
      // `maxPayload` came with Socket.IO 4.
      this.socketIoVersion = this.codec.version === 3 ? 2 : open.maxPayload === undefined ? 3 : 4;
    }
    this.#heartbeat = new Heartbeat(
      open,
      this.codec.version,
      this.#timers,
      () => {
        this.emitReserved("ping");
        this._send("ping");
      },
      () => this.#closeWith("ping timeout"),
    );
    this.emitReserved("handshake", open);
    if (this.#isClosed()) return;
    this.readyState = "open";
    Engine.priorWebsocketSuccess = this.transport.name === "websocket";
    this.emitReserved("open");
    this.#flush();
    if (this.readyState === "open" && this.opts.upgrade !== false) this.#upgrade(open.upgrades);
  }

  #upgrade(upgrades: readonly string[]): void {
    if (this.transport.name !== "polling") return;
    for (const name of upgrades) {
      if (name === "polling" || !(name in this.#classes)) continue;
      const stop = probe(this, (handler) => this.#create(name, handler));
      this.#stopProbes.add(stop);
    }
  }

  // Upgrading

  onUpgrading(transport: Transport): void {
    this.#upgrading = true;
    this.emitReserved("upgrading", transport);
  }

  onUpgraded(transport: Transport): void {
    const old = this.transport;
    old.handler = { ...this.#handler(), onError() {}, onClose() {} };
    transport.handler = this.#handler();
    this.transport = transport;
    this.#upgrading = false;
    this.#stopProbes.clear();
    Engine.priorWebsocketSuccess = transport.name === "websocket";
    this.emitReserved("upgrade", transport);
    this.#flush();
  }

  onUpgradeError(error: TransportError): void {
    this.#upgrading = false;
    this.emitReserved("upgradeError", error);
    this.#flush();
  }

  // Receiving

  #onPacket(packet: EnginePacket): void {
    if (this.readyState === "closed") return;
    const { type, data } = packet;
    // Only a Socket.IO 2 server speaks first.
    if (this.#undecided && type === "message") this.#decide(3);
    this.emitReserved("packet", packet);
    this.#heartbeat?.onPacket(type);
    this.emitReserved("heartbeat");
    switch (type) {
      case "open":
        if (this.id === "") this.#onOpenPacket(data);
        break;
      case "ping":
        this._send("pong", data);
        this.emitReserved("ping");
        this.emitReserved("pong");
        break;
      case "pong":
        this.emitReserved("pong");
        break;
      case "message": {
        const message = typeof data === "object" ? runtime().binary(data) : (data ?? "");
        this.emitReserved("data", message);
        this.emitReserved("message", message);
        break;
      }
      case "close":
        this.#closeWith("transport close", { description: "transport closed by the server" });
        break;
      case "upgrade":
      case "noop":
        break;
    }
  }

  // Closing

  #onError(error: TransportError): void {
    if (this.#isClosed()) return;
    Engine.priorWebsocketSuccess = false;
    const refusedPolling =
      this.#detecting && error.cause instanceof HandshakeRefusedError && isTransportUnknown(error.cause);
    if (
      (this.opts.tryAllTransports || refusedPolling) &&
      this.#names.length > 1 &&
      this.readyState === "opening"
    ) {
      this.#names.shift();
      this.#connect(this.#names[0] as string);
      return;
    }
    this.emitReserved("error", error);
    this.#closeWith("transport error", error);
  }

  #closeWith(reason: string, description?: CloseDetails | Error): void {
    if (this.#isClosed()) return;
    this.readyState = "closed";
    for (const stop of this.#stopProbes) stop();
    for (const remove of this.#pageListeners) remove();
    this.#timers.clear(this.#undecided?.timer);
    this.#undecided = undefined;
    this.#abortQuestion?.();
    this.#heartbeat?.stop();
    this.transport?.close();
    this.id = "";
    this.writeBuffer = [];
    this.emitReserved("close", reason, description);
  }

  #isClosed(): boolean {
    return this.readyState === "closed";
  }

  #listenToPage(): void {
    if (typeof addEventListener !== "function") return;
    const listen = (event: string, listener: () => void) => {
      addEventListener(event, listener);
      this.#pageListeners.push(() => removeEventListener(event, listener));
    };
    if (this.opts.closeOnBeforeunload) {
      listen("beforeunload", () => this.transport?.close());
    }
    if (this.hostname !== "localhost") {
      listen("offline", () => this.#closeWith("transport close", { description: "network connection lost" }));
    }
  }
}
