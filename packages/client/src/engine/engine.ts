import {
  type EngineCodec,
  type EngineOpen,
  type EnginePacket,
  engine4,
  parseOpen,
} from "@signalbox/wire/engine";
import { Emitter } from "../emitter.js";
import { TransportError } from "../errors.js";
import type { RawData } from "../manager/parser.js";
import { defaultEngineOptions, type EngineOptions, type SocketIoVersion } from "../options.js";
import { type CookieStore, runtime } from "../runtime/runtime.js";
import { Timers } from "../timers.js";
import { addressOf } from "./address.js";
import type { EngineEvents, EngineState, WriteOptions } from "./events.js";
import { type Heartbeat, Heartbeat4, type HeartbeatHost } from "./heartbeat.js";
import { Opening, type OpeningHost } from "./opening.js";
import type {
  CloseDetails,
  OutgoingPacket,
  PacketOptions,
  Transport,
  TransportClass,
  TransportHandler,
  TransportHost,
} from "./transport.js";
import type { Upgradable, Upgrade } from "./upgrade.js";
import { version2 } from "./version2.js";

const offline: CloseDetails = { description: "network connection lost" };

/** One Engine.IO session over one transport at a time, from opening to close; not reused. */
export class Engine
  extends Emitter<Record<never, never>, Record<never, never>, EngineEvents>
  implements TransportHost, Upgradable, OpeningHost, HeartbeatHost
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
  cookies: CookieStore | undefined;
  /** The Engine.IO version in use. */
  codec: EngineCodec = engine4;
  /** The Socket.IO version of the server, as far as it is known. */
  socketIoVersion: SocketIoVersion | undefined;
  maxPayload = Number.POSITIVE_INFINITY;

  readonly timers: Timers;

  readonly #opening: Opening;
  #heartbeat: Heartbeat | undefined;
  #upgrade: Upgrade | undefined;
  #isReading = true;
  readonly #leavePage: (() => void) | undefined;

  constructor(uri?: string | EngineOptions, opts: EngineOptions = {}) {
    super();
    const url = typeof uri === "string" ? new URL(uri) : undefined;
    this.opts = { ...defaultEngineOptions, ...(typeof uri === "string" ? opts : (uri ?? opts)) };
    if (url?.search) this.opts.query = Object.fromEntries(url.searchParams);
    const { version = 4, withCredentials, rememberUpgrade = false } = this.opts;
    const { secure, hostname, port } = addressOf(url, this.opts);
    this.secure = secure;
    this.hostname = hostname;
    this.port = port;
    this.timers = new Timers(this.opts);
    if (version2 === undefined && (version === 2 || version === "auto")) {
      throw new Error('version 2 and "auto" need @signalbox/client/v2');
    }
    if (version !== "auto") this.socketIoVersion = version;
    if (withCredentials) this.cookies = runtime.createCookieStore?.();
    this.#opening = version2?.createOpening(this, this.opts) ?? new Opening(this, this.opts);
    this.#leavePage = runtime.watchPage?.(
      this.opts,
      () => this.hostname !== "localhost" && this.#closeWith("transport close", offline),
      () => this.transport?.close(),
    );
    this.#opening.start(rememberUpgrade && Engine.priorWebsocketSuccess);
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
    const finish = () => this.#closeWith("forced close");
    if (this.readyState === "opening") finish();
    if (this.readyState !== "open") return this;
    this.readyState = "closing";
    const whenSent = () => {
      if (this.writeBuffer.length > 0 || !this.transport.writable) this.once("drain", finish);
      else finish();
    };
    if (this.#upgrade?.isSettling) {
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
   * Stops reading while open: what the server sends waits in the network, and in the server. Over polling
   * no request is made; a browser's WebSocket cannot be held back. What was read already is still told.
   * The server hears no answer to its pings, so it ends a session that pauses longer than its `pingTimeout`.
   */
  pause(): this {
    return this.#setReading(false);
  }

  /** Reads on. */
  resume(): this {
    return this.#setReading(true);
  }

  #setReading(reading: boolean): this {
    if (this.readyState === "open" && this.#isReading !== reading) {
      this.#isReading = reading;
      this.#heartbeat?.setReading(reading);
      this.transport.setReading(reading);
    }
    return this;
  }

  /**
   * @internal Whether the server must have given us up: a machine that slept has timers that did not
   * fire yet. What is sent now would be lost.
   */
  _hasPingExpired(): boolean {
    const expired = this.#heartbeat?.expired ?? false;
    if (expired) queueMicrotask(() => this.onSilence());
    return expired;
  }

  /** @internal */
  _send(type: EnginePacket["type"], data?: RawData, options?: PacketOptions, onFlush?: () => void): void {
    if (this.readyState === "closing" || this.readyState === "closed") return;
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
    const packet: OutgoingPacket = { ...options, type, data: bytes };
    this.emitReserved("packetCreate", packet);
    this.writeBuffer.push(packet);
    if (onFlush) this.once("flush", onFlush);
    this.flush();
  }

  /** @internal Gives what waits to the transport, if that takes it now. */
  flush(): void {
    if (this.readyState === "closed" || this.writeBuffer.length === 0 || !this.transport?.writable) {
      return;
    }
    const packets = this.writeBuffer;
    this.writeBuffer = [];
    this.transport.send(packets);
    this.emitReserved("flush");
  }

  // Opening

  /** @internal */
  connect(Class: TransportClass): void {
    this.transport = this.createTransport(Class, this.#handler());
    this.transport.open();
  }

  /** @internal */
  createTransport(Class: TransportClass, handler: TransportHandler): Transport {
    return new Class(this, { ...this.opts, ...this.opts.transportOptions?.[Class.transportName] }, handler);
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
        else this.flush();
      },
      onError: (error) => this.onError(error),
      onClose: (details) => this.#closeWith("transport close", details),
    };
  }

  onFirstAnswer(body: string | Uint8Array): void {
    this.#opening.onFirstAnswer(body);
  }

  #onOpenPacket(data: EnginePacket["data"]): void {
    let open: EngineOpen;
    try {
      open = parseOpen(data);
    } catch (error) {
      this.onError(new TransportError("server error", error, data, error));
      return;
    }
    this.id = open.sid;
    this.maxPayload = open.maxPayload ?? Number.POSITIVE_INFINITY;
    this.#opening.onOpen(open, () => this.#onOpen(open));
  }

  #onOpen(open: EngineOpen): void {
    if (this.socketIoVersion === undefined) {
      // `maxPayload` came with Socket.IO 4.
      this.socketIoVersion = this.codec.version === 3 ? 2 : open.maxPayload === undefined ? 3 : 4;
    }
    this.#heartbeat = version2?.createHeartbeat(open, this) ?? new Heartbeat4(open, this);
    this.emitReserved("handshake", open);
    if (this.#isClosed()) return;
    this.readyState = "open";
    Engine.priorWebsocketSuccess = this.transport.name === "websocket";
    this.emitReserved("open");
    this.flush();
    if (this.readyState === "open" && this.opts.upgrade !== false) {
      this.#upgrade = this.transport.upgrade?.(this, this.#opening.classesOf(open.upgrades));
    }
  }

  /** @internal */
  switchTo(transport: Transport): void {
    this.transport.handler = { ...this.#handler(), onError() {}, onClose() {} };
    transport.handler = this.#handler();
    this.transport = transport;
    if (!this.#isReading) transport.setReading(false);
    Engine.priorWebsocketSuccess = transport.name === "websocket";
  }

  /** @internal */
  sendPing(): void {
    this.emitReserved("ping");
    this._send("ping");
  }

  /** @internal */
  onSilence(): void {
    this.#closeWith("ping timeout");
  }

  // Receiving

  #onPacket(packet: EnginePacket): void {
    if (this.readyState === "closed") return;
    const { type, data } = packet;
    if (type === "message") this.#opening.onMessage();
    this.emitReserved("packet", packet);
    this.#heartbeat?.onPacket(type);
    this.emitReserved("heartbeat");
    if (this.id === "") {
      // Whatever comes first opens the session, or is none: parseOpen tells.
      this.#onOpenPacket(type === "open" ? data : undefined);
      return;
    }
    switch (type) {
      case "ping":
        this._send("pong", data);
        this.emitReserved("ping");
        this.emitReserved("pong");
        break;
      case "pong":
        this.emitReserved("pong");
        break;
      case "message": {
        const message = typeof data === "object" ? runtime.binary(data) : (data ?? "");
        this.emitReserved("data", message);
        this.emitReserved("message", message);
        break;
      }
      case "close":
        this.#closeWith("transport close", { description: "transport closed by the server" });
        break;
      case "open":
      case "upgrade":
      case "noop":
        break;
    }
  }

  // Closing

  /** @internal */
  onError(error: TransportError): void {
    if (this.#isClosed()) return;
    Engine.priorWebsocketSuccess = false;
    if (this.readyState === "opening" && this.#opening.goOn(error)) return;
    this.emitReserved("error", error);
    this.#closeWith("transport error", error);
  }

  #closeWith(reason: string, description?: CloseDetails | Error): void {
    if (this.#isClosed()) return;
    this.readyState = "closed";
    this.#upgrade?.stop();
    this.#leavePage?.();
    this.#opening.stop();
    this.#heartbeat?.stop();
    this.transport?.close();
    this.id = "";
    this.writeBuffer = [];
    this.emitReserved("close", reason, description);
  }

  #isClosed(): boolean {
    return this.readyState === "closed";
  }
}
