import type { IncomingMessage } from "node:http";
import type { SocketIoTap } from "@signalbox/wire";
import type { EnginePacketType, EngineVersion } from "@signalbox/wire/engine";
import { sizeOf, toBuffer } from "../bytes.js";
import { TransportError } from "../errors.js";
import { KeptRequest } from "../http/kept-request.js";
import type {
  MessageData,
  OutgoingPacket,
  ReadyState,
  SendOptions,
  Transport,
  TransportOwner,
} from "../transports/transport.js";
import { WebSocketTransport } from "../transports/websocket.js";
import { DrainWaiters, judge } from "./backpressure.js";
import type { Deadlines, Timed } from "./deadlines.js";
import type { Beating } from "./heartbeat.js";
import { ObservedEmitter } from "./observed-emitter.js";
import { Outbox, type SendCallback } from "./outbox.js";
import { tellPacket } from "./packet-tap.js";
import type { SessionHost, SessionListener } from "./session-host.js";
import { Upgrade } from "./upgrade.js";

const NO_OPTIONS: SendOptions = {};

/**
 * One client of an Engine.IO server, on whatever transport it is at the moment.
 *
 * Events: `open`, `packet`, `packetCreate`, `data`, `message`, `heartbeat`, `upgrading`, `upgrade`,
 * `flush`, `drain`, `dropped`, `error`, `close` (reason, description).
 */
export class Session extends ObservedEmitter implements TransportOwner, Beating {
  readonly id: string;
  /** The revision of the Engine.IO protocol that the client speaks. */
  readonly protocol: EngineVersion;
  readonly remoteAddress: string;
  transport: Transport;
  readyState: ReadyState = "opening";
  upgraded = false;
  readonly tap: SocketIoTap | undefined;

  // Where the session stands in the heartbeat, see Deadlines.
  due = 0;
  earlier: Timed | undefined = undefined;
  later: Timed | undefined = undefined;
  list: Deadlines | undefined = undefined;
  pongExtended = false;

  readonly #request: KeptRequest;
  #listener: SessionListener | undefined;
  #upgrade: Upgrade | undefined;
  #outbox: Outbox | undefined;
  #flushScheduled = false;
  #drainWaiters: DrainWaiters | undefined;
  #bytesUnchecked = 0;
  readonly #host: SessionHost;

  /** @param isRequestKnown whether the application has seen the request, see {@link KeptRequest} */
  constructor(
    id: string,
    host: SessionHost,
    transport: Transport,
    request: IncomingMessage,
    isRequestKnown: boolean,
    tap: SocketIoTap | undefined,
  ) {
    super();
    this.id = id;
    this.protocol = transport.protocol;
    this.#request = new KeptRequest(request, isRequestKnown);
    this.remoteAddress = request.socket.remoteAddress ?? "";
    this.tap = tap;
    this.#host = host;
    this.transport = transport;
    transport.owner = this;
  }

  /** The Engine.IO server that the session belongs to. */
  get server(): SessionHost {
    return this.#host;
  }

  /** The first HTTP request of the session. */
  get request(): IncomingMessage {
    return this.#request.request;
  }

  set request(request: IncomingMessage) {
    this.#request.request = request;
  }

  get upgrading(): boolean {
    return this.#upgrade !== undefined;
  }

  /** Bytes (of text: UTF-16 code units) accepted by `send` that have left by no socket and no poll yet. */
  get bufferedBytes(): number {
    return this.transport.bufferedBytes + (this.#outbox?.bytes ?? 0);
  }

  /** Whether a message written now would leave at once. Volatile messages are dropped otherwise. */
  get writable(): boolean {
    return this.readyState === "open" && this.#hasSentAll && this.transport.writable;
  }

  // --- for the server and the layer above

  listen(listener: SessionListener): void {
    this.#listener = listener;
  }

  /** Tells the client that the session exists. */
  open(): void {
    this.readyState = "open";
    this.#enqueue("open", this.#host.describe(this), NO_OPTIONS, undefined);
    const initial = this.#host.initialPacket();
    if (initial !== undefined) this.#enqueue("message", initial, NO_OPTIONS, undefined);
    this.#flush();
    this.#host.heartbeat.start(this);
    this.emit("open");
  }

  /** Tries to continue the session on another transport. */
  beginUpgrade(transport: Transport): void {
    this.#upgrade = new Upgrade(transport, this.#host.upgradeTimeoutMs, {
      onProbed: () => {
        this.emit("upgrading", transport);
        this.#endPoll();
      },
      onDone: () => this.#finishUpgrade(transport),
      onFailed: () => {
        this.#upgrade = undefined;
      },
      onPacketSeen: (direction, type, data) => tellPacket(this.tap, direction, type, data, transport),
    });
  }

  // --- sending

  /**
   * Sends a message.
   *
   * @param callback called with the transport that took it
   */
  send(data: MessageData, options?: SendOptions | null, callback?: SendCallback): this {
    this.sendPacket("message", data, options ?? NO_OPTIONS, callback);
    return this;
  }

  /** Alias of {@link send}. */
  write(data: MessageData, options?: SendOptions | null, callback?: SendCallback): this {
    return this.send(data, options, callback);
  }

  sendPacket(
    type: EnginePacketType,
    data?: MessageData,
    options: SendOptions = NO_OPTIONS,
    callback?: SendCallback,
  ): void {
    if (this.readyState === "closing" || this.readyState === "closed") return;
    if (options.volatile === true && !this.writable) return;
    if (type === "message" && !this.#hasRoom(sizeOf(data))) return;
    const { transport } = this;
    if (
      transport instanceof WebSocketTransport &&
      callback === undefined &&
      this.#hasSentAll &&
      !this.#isWatched &&
      transport.accepts
    ) {
      transport.sendPacket(type, data, options);
      return;
    }
    this.#enqueue(type, data, options, callback);
    this.#scheduleFlush();
  }

  /**
   * Closes the session once what was sent has left.
   *
   * @param discard true: gives up what has not left yet
   */
  close(discard?: boolean): void {
    if (discard === true && this.readyState !== "closed") {
      this.#end("forced close", undefined);
      this.transport.close();
      return;
    }
    if (this.readyState !== "open") return;
    this.readyState = "closing";
    this.#flush();
    this.#closeWhenSent();
  }

  /** Resolves when nothing of what was sent waits in this process any more, or the session has closed. */
  async drained(): Promise<void> {
    // What is sent in one turn leaves at its end.
    await new Promise(setImmediate);
    while (this.readyState !== "closed" && this.bufferedBytes > 0) {
      await new Promise<void>((resolve) => {
        this.#drainWaiters ??= new DrainWaiters();
        this.#drainWaiters.add(resolve);
      });
    }
  }

  // --- heartbeat

  sendPing(): void {
    this.sendPacket("ping");
  }

  onDeadline(list: Deadlines): void {
    this.#host.heartbeat.onDeadline(this, list);
  }

  onHeartbeatLost(): void {
    this.#end("ping timeout", undefined);
    this.transport.reject();
  }

  // --- what the transport tells

  onPacket(type: EnginePacketType, data: MessageData | undefined, transport: Transport): void {
    if (this.readyState !== "open") return;
    if (this.tap !== undefined) tellPacket(this.tap, "received", type, data, transport);
    this.#host.heartbeat.heard(this);
    if (this.isObserved) this.emit("packet", data === undefined ? { type } : { type, data });
    switch (type) {
      case "message":
        this.#onMessage(data === undefined || typeof data === "string" ? (data ?? "") : toBuffer(data));
        break;
      case "ping":
      case "pong":
        this.#onHeartbeat(type, data, transport);
        break;
      case "close":
        this.#end("transport close", undefined);
        transport.discard();
        break;
      case "noop":
      case "open":
      case "upgrade":
        break;
    }
  }

  onDrain(transport: Transport): void {
    if (transport !== this.transport) return;
    this.#flush();
    this.#drainWaiters?.wake();
    this.#closeWhenSent();
    if (this.#upgrade?.probed === true) this.#endPoll();
  }

  onTransportError(reason: string, description: unknown, transport: Transport): void {
    if (transport !== this.transport) return;
    if (reason === "parse error") this.#end("parse error", undefined);
    else this.#end("transport error", new TransportError(reason, description));
    transport.reject();
  }

  onTransportClose(description: unknown, transport: Transport): void {
    if (transport !== this.transport) return;
    this.#end(this.readyState === "closing" ? "forced close" : "transport close", description);
  }

  // --- private

  get #hasSentAll(): boolean {
    return this.#outbox === undefined;
  }

  /** Whether somebody may want to see packets on their way: then they do not take the short one. */
  get #isWatched(): boolean {
    return this.isObserved || this.tap !== undefined || this.#host.isObserved;
  }

  #hasRoom(bytes: number): boolean {
    const limits = this.#host.backpressure;
    // What is buffered is asked for only when enough was sent to matter: an eighth of the limit.
    this.#bytesUnchecked += bytes;
    if (this.#bytesUnchecked < limits.maxBufferedBytes / 8) return true;
    const verdict = judge(limits, this);
    // Until the peer has caught up, every message is looked at.
    this.#bytesUnchecked = this.bufferedBytes > limits.maxBufferedBytes ? limits.maxBufferedBytes : 0;
    if (verdict === "drop") this.emit("dropped");
    if (verdict === "disconnect") {
      this.onTransportError("the client reads too slowly", undefined, this.transport);
      // What waits for it would wait for its reading on.
      this.transport.terminate();
    }
    return verdict === "send";
  }

  #onMessage(data: string | Buffer): void {
    this.#listener?.onMessage(data);
    if (!this.isObserved) return;
    this.emit("data", data);
    this.emit("message", data);
  }

  #onHeartbeat(type: "ping" | "pong", data: MessageData | undefined, transport: Transport): void {
    if ((type === "ping") !== (this.protocol === 3)) {
      this.onTransportError("invalid heartbeat direction", undefined, transport);
      return;
    }
    if (type === "ping") this.sendPacket("pong", data);
    else this.#host.heartbeat.heardPong(this);
    this.emit("heartbeat");
  }

  #enqueue(
    type: EnginePacketType,
    data: MessageData | undefined,
    options: SendOptions,
    callback: SendCallback | undefined,
  ): void {
    const packet: OutgoingPacket = data === undefined ? { type, options } : { type, data, options };
    this.emit("packetCreate", packet);
    this.#outbox ??= new Outbox();
    this.#outbox.add(packet, callback);
  }

  /** The packets of one turn leave together. */
  #scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    process.nextTick(() => {
      this.#flushScheduled = false;
      this.#flush();
      this.#closeWhenSent();
    });
  }

  #flush(): void {
    const outbox = this.#outbox;
    const { transport } = this;
    if (outbox === undefined || !transport.accepts || this.readyState === "closed") return;
    // A WebSocket takes nearly everything at once: an outbox of its own would stand empty for ever.
    this.#outbox = undefined;
    const { packets, callbacks } = outbox;
    this.emit("flush", packets);
    this.#host.onFlush(this, packets);
    if (this.tap !== undefined) {
      for (const { type, data } of packets) tellPacket(this.tap, "sent", type, data, transport);
    }
    transport.send(packets);
    for (const callback of callbacks) callback(transport);
    this.emit("drain");
    this.#host.onDrain(this);
  }

  #closeWhenSent(): void {
    if (this.readyState !== "closing" || !this.#hasSentAll) return;
    this.#upgrade?.abort();
    this.transport.close();
  }

  /** During an upgrade the client waits for its last poll to end. */
  #endPoll(): void {
    if (this.readyState === "open" && this.transport.accepts) {
      tellPacket(this.tap, "sent", "noop", undefined, this.transport);
      this.transport.send([{ type: "noop", options: NO_OPTIONS }]);
    }
  }

  #finishUpgrade(transport: Transport): void {
    const former = this.transport;
    this.#upgrade = undefined;
    this.transport = transport;
    transport.owner = this;
    this.upgraded = true;
    former.discard();
    this.emit("upgrade", transport);
    this.#flush();
    this.#closeWhenSent();
  }

  #end(reason: string, description: unknown): void {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    this.#upgrade?.abort();
    this.#host.heartbeat.stop(this);
    this.#outbox = undefined;
    this.#drainWaiters?.wake();
    this.#host.onClose(this);
    this.#listener?.onClose(reason, description);
    this.emit("close", reason, description);
  }
}
