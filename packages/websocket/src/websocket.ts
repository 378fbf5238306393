import type { ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { isCloseCodeOnWire, maxCloseReasonBytes, permessageDeflate } from "@signalbox/wire/websocket";
import type { Address } from "./client/address.js";
import { clientArguments } from "./client/arguments.js";
import { Dial } from "./client/dial.js";
import { Connection, type ConnectionParts, prepareSocket } from "./connection.js";
import { makeDeflate } from "./deflate/deflate.js";
import { notOpen } from "./errors.js";
import {
  addEventListener,
  type EventHandler,
  type EventListener,
  type EventListenerOptions,
  type EventType,
  getHandler,
  removeEventListener,
  setHandler,
} from "./events/event-target.js";
import { TypedEmitter } from "./events/typed-emitter.js";
import type { WebSocketEvents } from "./events/websocket-events.js";
import { type ClientOptions, type ConnectionOptions, connectionSettings } from "./options.js";
import { CLOSED, CLOSING, CONNECTING, OPEN, type ReadyState } from "./ready-state.js";
import { type BinaryType, isBinaryType } from "./receiving/binary-type.js";
import { readerOptions } from "./receiving/receiver.js";
import { hasRoom } from "./sending/buffer-limit.js";
import { maskKeyFrom, randomMaskKey } from "./sending/mask-key.js";
import { type MessageOptions, sendOptions } from "./sending/message-options.js";
import type { WriteCallback } from "./sending/outbox.js";
import { PreparedMessage } from "./sending/prepared-message.js";
import { byteLengthOf, type SendData, toMessage } from "./sending/send-data.js";
import { ConnectionTap } from "./tap.js";

/** Options of `new WebSocket(null, undefined, options)`. */
export interface UnconnectedOptions extends ConnectionOptions {
  /** Default `true`. */
  readonly isServer?: boolean | undefined;
}

/** Makes one that was constructed with `null` the server's side of an accepted handshake. */
export let acceptOn: (
  websocket: WebSocket,
  socket: Duplex,
  head: Buffer,
  protocol: string,
  parts: ConnectionParts,
) => void;

/** The connection below, for sister modules: what it can do is not for every program. */
export let connectionOf: (websocket: WebSocket) => Connection | undefined;

/** One side of a WebSocket connection: made by a program it is the client, made by a WebSocketServer the server. */
export class WebSocket extends TypedEmitter<WebSocketEvents> {
  static readonly CONNECTING = CONNECTING;
  static readonly OPEN = OPEN;
  static readonly CLOSING = CLOSING;
  static readonly CLOSED = CLOSED;

  declare readonly CONNECTING: typeof CONNECTING;
  declare readonly OPEN: typeof OPEN;
  declare readonly CLOSING: typeof CLOSING;
  declare readonly CLOSED: typeof CLOSED;

  #dial: Dial | undefined;
  #connection: Connection | undefined;
  /** Until there is a connection, which then knows better. */
  #readyState: ReadyState = CONNECTING;
  #binaryType: BinaryType = "nodebuffer";
  #protocol = "";
  #url: string | undefined;
  /** Bytes given to `send` when it was too late. */
  #discardedBytes = 0;
  /** Of one that was constructed with `null`. */
  readonly #unconnected: UnconnectedOptions | undefined;

  /**
   * Opens a connection to `address`, a URL with `ws:`, `wss:`, `http:`, `https:` or `ws+unix:`.
   *
   * `null` makes one without a connection, for a server to complete, or for `setSocket`; with
   * `isServer: false` it is the client's side then.
   *
   * @throws SyntaxError when the address or a subprotocol cannot be used.
   * @throws RangeError on a `protocolVersion` that is not spoken.
   */
  constructor(address: null, protocols?: undefined, options?: UnconnectedOptions);
  constructor(address: string | URL, options?: ClientOptions);
  constructor(address: string | URL, protocols?: string | readonly string[], options?: ClientOptions);
  constructor(
    address: string | URL | null,
    protocols?: string | readonly string[] | ClientOptions,
    options?: ClientOptions | UnconnectedOptions,
  ) {
    super();
    if (address === null) {
      this.#unconnected = options ?? {};
      return;
    }
    const { target, protocols: list, options: given } = clientArguments(address, protocols, options);
    this.#url = target.url.href;
    this.#dial = this.#connect(target, list, given);
  }

  // --- state --------------------------------------------------------------------------------------------

  get readyState(): ReadyState {
    return this.#connection?.readyState ?? this.#readyState;
  }

  get url(): string {
    // A connection of a server has none; its peer's request knows where it came from.
    return this.#url as string;
  }

  /** The subprotocol in use, or "". */
  get protocol(): string {
    return this.#protocol;
  }

  /** Names of the extensions in use, or "". */
  get extensions(): string {
    return this.#connection?.isCompressed ? permessageDeflate : "";
  }

  /** What a binary message is handed out as: Buffer, ArrayBuffer, array of Buffers or Blob. */
  get binaryType(): BinaryType {
    return this.#binaryType;
  }

  set binaryType(type: BinaryType) {
    if (isBinaryType(type)) this.#binaryType = type;
  }

  /**
   * Bytes given to `send` that the system would not take: 0 while nothing holds it back, though what was sent
   * in this turn is gathered until its end. Headers of frames count too.
   */
  get bufferedAmount(): number {
    return this.#discardedBytes + (this.#connection?.bufferedBytes ?? 0);
  }

  /** All bytes given to `send` that have not reached the system yet: what `maxBufferedAmount` limits. */
  get waitingBytes(): number {
    return this.#discardedBytes + (this.#connection?.waitingBytes ?? 0);
  }

  get isPaused(): boolean {
    return this.#connection?.isPaused ?? false;
  }

  /** The socket below, e.g. for its `remoteAddress`. Reading or writing it breaks the protocol. */
  get _socket(): Duplex | undefined {
    return this.#connection?.socket;
  }

  // --- opening ------------------------------------------------------------------------------------------

  #connect(target: Address, protocols: readonly string[], options: ClientOptions): Dial {
    const settings = connectionSettings({ ...options, perMessageDeflate: options.perMessageDeflate ?? true });
    return new Dial(target, protocols, options, {
      inspectsRedirects: () => this.listenerCount("redirect") > 0,
      onRequest: (request) => this.#finishRequest(request, options),
      onUpgrade: (response) => this.emit("upgrade", response),
      onRedirect: (address, request) => {
        this.#url = address.url.href;
        this.emit("redirect", address.url.href, request);
      },
      onUnexpectedResponse: (request: ClientRequest, response: IncomingMessage) =>
        this.emit("unexpected-response", request, response),
      onOpen: (socket, head, { protocol, deflate }) => {
        this.#dial = undefined;
        this.#protocol = protocol;
        this.#open(socket, head, {
          role: "client",
          settings,
          readerOptions: readerOptions(settings, deflate !== undefined),
          nextMaskKey: options.generateMask === undefined ? randomMaskKey : maskKeyFrom(options.generateMask),
          ...makeDeflate("client", deflate, settings),
          tap: options.tap === undefined ? undefined : new ConnectionTap(options.tap),
          onClosed: undefined,
        });
      },
      onFailure: (error) => {
        this.#dial = undefined;
        this.#readyState = CLOSING;
        try {
          this.emit("error", error);
        } finally {
          this.#readyState = CLOSED;
          this.emit("close", 1006, Buffer.alloc(0));
        }
      },
    });
  }

  #finishRequest(request: ClientRequest, options: ClientOptions): void {
    if (options.finishRequest === undefined) request.end();
    else options.finishRequest(request, this);
  }

  #open(socket: Duplex, head: Buffer, parts: ConnectionParts): void {
    prepareSocket(socket);
    this.#readyState = OPEN;
    this.#connection = new Connection(socket, this, parts);
    this.#connection.start(head);
    this.emit("open");
  }

  /**
   * Opens one that was constructed with `null` on a stream whose opening handshake was made elsewhere.
   *
   * @param head bytes of the peer that came with the end of the handshake.
   */
  setSocket(socket: Duplex, head: Buffer = Buffer.alloc(0), options: ConnectionOptions = {}): void {
    const settings = connectionSettings({ ...this.#unconnected, ...options });
    const role = this.#unconnected?.isServer === false ? "client" : "server";
    this.#open(socket, head, {
      role,
      settings,
      readerOptions: readerOptions(settings, false),
      nextMaskKey: role === "client" ? randomMaskKey : undefined,
      ...makeDeflate(role, undefined, settings),
      tap: undefined,
      onClosed: undefined,
    });
  }

  static {
    acceptOn = (websocket, socket, head, protocol, parts) => {
      websocket.#protocol = protocol;
      websocket.#open(socket, head, parts);
    };
    connectionOf = (websocket) => websocket.#connection;
  }

  // --- sending ------------------------------------------------------------------------------------------

  /**
   * Sends a message: text, or the bytes of a Buffer, typed array, ArrayBuffer, Blob or array.
   *
   * @param callback called when the system has taken the message, or with the error that prevented it.
   * @throws Error `WS_ERR_NOT_OPEN` while connecting.
   */
  send(data: SendData | PreparedMessage, callback?: WriteCallback): void;
  send(data: SendData | PreparedMessage, options: MessageOptions | undefined, callback?: WriteCallback): void;
  send(
    data: SendData | PreparedMessage,
    options?: MessageOptions | WriteCallback,
    callback?: WriteCallback,
  ): void {
    const connection = this.#connection;
    if (typeof options === "function") {
      callback = options;
      options = undefined;
    }
    if (connection === undefined || connection.readyState !== OPEN) {
      this.#refuse(data instanceof PreparedMessage ? data.data : data, callback);
      return;
    }
    if (!hasRoom(this, connection, callback)) return;
    if (data instanceof PreparedMessage) {
      connection.sender.sendPrepared(data, sendOptions(options, data.isBinary), callback);
      return;
    }
    const message = toMessage(data);
    if (typeof message === "string") {
      connection.sender.sendText(message, sendOptions(options, false), callback);
    } else if (Buffer.isBuffer(message)) {
      connection.sender.sendBytes(message, sendOptions(options, true), callback);
    } else {
      connection.sender.sendBlob(message, sendOptions(options, true), callback);
    }
  }

  ping(callback?: WriteCallback): void;
  ping(data: SendData, callback?: WriteCallback): void;
  ping(data?: SendData, mask?: boolean, callback?: WriteCallback): void;
  ping(data?: SendData | WriteCallback, mask?: boolean | WriteCallback, callback?: WriteCallback): void {
    this.#control("ping", data, mask, callback);
  }

  pong(callback?: WriteCallback): void;
  pong(data: SendData, callback?: WriteCallback): void;
  pong(data?: SendData, mask?: boolean, callback?: WriteCallback): void;
  pong(data?: SendData | WriteCallback, mask?: boolean | WriteCallback, callback?: WriteCallback): void {
    this.#control("pong", data, mask, callback);
  }

  #control(
    kind: "ping" | "pong",
    data: SendData | WriteCallback | undefined,
    mask: boolean | WriteCallback | undefined,
    callback: WriteCallback | undefined,
  ): void {
    if (typeof data === "function") {
      callback = data as WriteCallback;
      data = undefined;
      mask = undefined;
    } else if (typeof mask === "function") {
      callback = mask;
      mask = undefined;
    }
    const connection = this.#connection;
    if (connection === undefined || connection.readyState !== OPEN) {
      this.#refuse(data as SendData, callback);
      return;
    }
    const message = toMessage(data as SendData);
    const payload = typeof message === "string" ? Buffer.from(message) : message;
    if (!Buffer.isBuffer(payload) || payload.length > 125) {
      throw new RangeError("The data size must not be greater than 125 bytes");
    }
    connection[kind](payload, mask ?? true, callback);
  }

  /** The state has no use for what is sent: counted, and told to the callback in a later turn. */
  #refuse(data: SendData, callback: WriteCallback | undefined): void {
    const { readyState } = this;
    if (readyState === CONNECTING) throw notOpen(readyState);
    this.#discardedBytes += byteLengthOf(data);
    if (callback !== undefined) process.nextTick(callback, notOpen(readyState));
  }

  // --- flow and closing ---------------------------------------------------------------------------------

  /** Stops `message`, `ping` and `pong` events and reading from the socket. */
  pause(): void {
    this.#connection?.pause();
  }

  resume(): void {
    this.#connection?.resume();
  }

  /**
   * Begins the closing handshake (RFC 6455 section 7.1.2).
   *
   * @param code 1000 to 1014 as far as they may be sent, or 3000 to 4999.
   * @param reason at most 123 bytes of UTF-8.
   * @throws TypeError, RangeError on a code or reason that cannot be sent.
   */
  close(code?: number, reason: string | Uint8Array = ""): void {
    const { readyState } = this;
    if (readyState === CLOSED) return;
    if (this.#connection === undefined) {
      this.#abortDial();
      return;
    }
    if (code !== undefined && (typeof code !== "number" || !isCloseCodeOnWire(code))) {
      throw new TypeError("First argument must be a valid error code number");
    }
    if (code !== undefined && Buffer.byteLength(reason) > maxCloseReasonBytes) {
      throw new RangeError("The message must not be greater than 123 bytes");
    }
    this.#connection.close(code ?? 1005, reason);
  }

  /** Destroys the socket, without a closing handshake. */
  terminate(): void {
    if (this.#connection === undefined) this.#abortDial();
    else this.#connection.terminate();
  }

  #abortDial(): void {
    if (this.#readyState !== CONNECTING) return;
    this.#readyState = CLOSING;
    this.#dial?.abort();
  }

  // --- the style of browsers ----------------------------------------------------------------------------

  get onopen(): EventHandler<"open"> {
    return getHandler(this, "open");
  }
  set onopen(handler: EventHandler<"open">) {
    setHandler(this, "open", handler);
  }
  get onmessage(): EventHandler<"message"> {
    return getHandler(this, "message");
  }
  set onmessage(handler: EventHandler<"message">) {
    setHandler(this, "message", handler);
  }
  get onclose(): EventHandler<"close"> {
    return getHandler(this, "close");
  }
  set onclose(handler: EventHandler<"close">) {
    setHandler(this, "close", handler);
  }
  get onerror(): EventHandler<"error"> {
    return getHandler(this, "error");
  }
  set onerror(handler: EventHandler<"error">) {
    setHandler(this, "error", handler);
  }

  addEventListener<Type extends EventType>(
    type: Type,
    listener: EventListener<Type>,
    options?: EventListenerOptions,
  ): void {
    addEventListener(this, type, listener, options);
  }

  removeEventListener<Type extends EventType>(type: Type, listener: EventListener<Type>): void {
    removeEventListener(this, type, listener);
  }
}

/** What programs written for ws find on the class; the values are put there by index.ts. */
export declare namespace WebSocket {
  const Server: typeof import("./server/server.js").WebSocketServer;
  type Server<
    Socket extends typeof WebSocket = typeof WebSocket,
    Request extends typeof IncomingMessage = typeof IncomingMessage,
  > = import("./server/server.js").WebSocketServer<Socket, Request>;
  const WebSocketServer: typeof Server;
  type WebSocketServer = Server;
  const createWebSocketStream: typeof import("./stream.js").createWebSocketStream;
  const extension: typeof import("./extension.js");
  const subprotocol: typeof import("./subprotocol.js");

  type AddressInfo = import("node:net").AddressInfo;
  type RawData = import("./events/websocket-events.js").RawData;
  type Data = import("./events/websocket-events.js").Data;
  type Event = import("./events/event-target.js").Event;
  type MessageEvent = import("./events/event-target.js").MessageEvent;
  type CloseEvent = import("./events/event-target.js").CloseEvent;
  type ErrorEvent = import("./events/event-target.js").ErrorEvent;
  type WebSocketEventMap = import("./events/event-target.js").WebSocketEventMap;
  type EventListenerOptions = import("./events/event-target.js").EventListenerOptions;
  type ClientOptions = import("./options.js").ClientOptions;
  type PerMessageDeflateOptions = import("./options.js").PerMessageDeflateOptions;
  type ServerOptions<
    Socket extends typeof WebSocket = typeof WebSocket,
    Request extends typeof IncomingMessage = typeof IncomingMessage,
  > = import("./options.js").ServerOptions<Socket, Request>;
  type VerifyClientCallbackSync<Request extends IncomingMessage = IncomingMessage> =
    import("./options.js").VerifyClientCallbackSync<Request>;
  type VerifyClientCallbackAsync<Request extends IncomingMessage = IncomingMessage> =
    import("./options.js").VerifyClientCallbackAsync<Request>;
}

/** What programs look for with `in` and `Object.keys` is where a browser's class has it, and enumerable. */
for (const [name, value] of Object.entries({ CONNECTING, OPEN, CLOSING, CLOSED })) {
  Object.defineProperty(WebSocket.prototype, name, { value, enumerable: true });
  Object.defineProperty(WebSocket, name, { value, enumerable: true, writable: false, configurable: false });
}
const names =
  "addEventListener removeEventListener binaryType bufferedAmount extensions isPaused onopen onmessage onclose onerror protocol readyState url";
for (const name of names.split(" ")) {
  Object.defineProperty(WebSocket.prototype, name, { enumerable: true });
}
