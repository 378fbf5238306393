import { once } from "node:events";
import { createServer, type Server as HttpServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { WebSocketTap } from "@signalbox/wire";
import { answerDeflateOffers, type DeflateAnswer, permessageDeflate } from "@signalbox/wire/websocket";
import { Connection, prepareSocket } from "../connection.js";
import { deflateWishes } from "../deflate/negotiation.js";
import { WebSocketError } from "../errors.js";
import { TypedEmitter } from "../events/typed-emitter.js";
import { type ConnectionSettings, connectionSettings, type ServerOptions } from "../options.js";
import { CLOSED, CLOSING, OPEN } from "../ready-state.js";
import { handlerOf } from "../socket-handler.js";
import { acceptOn, WebSocket } from "../websocket.js";
import { acceptanceLines, plainAcceptance, type Refusal, refuse, verdict } from "./answers.js";
import { HandshakeFront, readHeadOf } from "./front.js";
import { HandshakeObserver } from "./handshake-observer.js";
import { ServerParts } from "./parts.js";
import { checkRequest, headOf, isSecure, originOf } from "./request-check.js";
import type { WebSocketServerEvents } from "./server-events.js";

/** What was agreed on in a handshake, by the name of the extension. */
export interface AgreedExtensions {
  readonly [permessageDeflate]?: DeflateAnswer | undefined;
}

const noExtensions: AgreedExtensions = {};
const noProtocols: ReadonlySet<string> = new Set();
/** Accepts WebSocket connections: on a port of its own, on an HTTP server, or from `handleUpgrade` calls. */
export class WebSocketServer<
  Socket extends typeof WebSocket = typeof WebSocket,
  Request extends typeof IncomingMessage = typeof IncomingMessage,
> extends TypedEmitter<WebSocketServerEvents<InstanceType<Socket>, InstanceType<Request>>> {
  readonly options: ServerOptions<Socket, Request>;
  /** Open connections; absent with `clientTracking: false`. */
  declare clients: Set<InstanceType<Socket>>;
  /** The same set, or one of our own where nobody else keeps it. */
  readonly #open = new Set<InstanceType<Socket>>();
  readonly #settings: ConnectionSettings;
  readonly #parts: ServerParts;
  /** Of requests that are being answered and have a tap. */
  readonly #observers = new WeakMap<IncomingMessage, HandshakeObserver>();
  #http: HttpServer | undefined;
  #front: HandshakeFront | undefined;
  #stopListening: (() => void) | undefined;
  #state: typeof OPEN | typeof CLOSING | typeof CLOSED = OPEN;

  /**
   * @param callback called when the server listens, with `port`.
   * @throws TypeError unless exactly one of `port`, `server` and `noServer` is given.
   */
  constructor(options: ServerOptions<Socket, Request> = {}, callback?: () => void) {
    super();
    const { port, server, noServer, clientTracking = true } = options;
    const given = [port !== undefined && port !== null, Boolean(server), Boolean(noServer)];
    if (given.filter(Boolean).length !== 1) {
      throw new TypeError(
        'One and only one of the "port", "server", or "noServer" options must be specified',
      );
    }
    this.#settings = connectionSettings(options);
    this.#parts = new ServerParts(this.#settings, (websocket) =>
      this.#forget(websocket as InstanceType<Socket>),
    );
    this.options = { ...this.#settings, clientTracking, ...options };
    if (clientTracking) this.clients = this.#open;
    if (server) {
      this.#listenOn(server as HttpServer);
    } else if (!noServer) {
      const own = createServer((_request, response) => {
        const body = "Upgrade Required";
        response.writeHead(426, { "Content-Length": body.length, "Content-Type": "text/plain" });
        response.end(body);
      });
      const onUpgrade = this.#listenOn(own);
      this.#front = new HandshakeFront(own, onUpgrade);
      own.listen({ port, host: options.host, backlog: options.backlog }, callback);
    }
  }

  #listenOn(server: HttpServer): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
    this.#http = server;
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.handleUpgrade(request as InstanceType<Request>, socket, head, (websocket, accepted) => {
        this.emit("connection", websocket, accepted);
      });
    };
    const onListening = () => this.emit("listening");
    const onError = (error: Error) => this.emit("error", error);
    server.on("listening", onListening);
    server.on("error", onError);
    server.on("upgrade", onUpgrade);
    this.#stopListening = () => {
      server.removeListener("listening", onListening);
      server.removeListener("error", onError);
      server.removeListener("upgrade", onUpgrade);
    };
    return onUpgrade;
  }

  /** Where the server listens. @throws Error with `noServer`. */
  address(): AddressInfo | string | null {
    if (this.options.noServer) throw new Error('The server is operating in "noServer" mode');
    return this.#http?.address() ?? null;
  }

  // --- handshakes -----------------------------------------------------------------------------------------

  /** Whether a request is for this server: by the option `path`. To be overridden for other rules. */
  shouldHandle(request: InstanceType<Request>): boolean | Promise<boolean> {
    const { path } = this.options;
    if (!path) return true;
    const url = request.url ?? "";
    const query = url.indexOf("?");
    return (query < 0 ? url : url.slice(0, query)) === path;
  }

  /**
   * Answers a request for a WebSocket, as an HTTP server's `upgrade` event hands it out.
   *
   * @param head the first bytes behind the request.
   * @param callback gets the open WebSocket.
   */
  handleUpgrade(
    request: InstanceType<Request>,
    socket: Duplex,
    head: Buffer,
    callback: (websocket: InstanceType<Socket>, request: InstanceType<Request>) => void,
  ): void {
    if (handlerOf(socket) === undefined) socket.on("error", destroyOnError);
    const tap = this.#tapFor(request);
    const observer = tap === undefined ? undefined : new HandshakeObserver(tap, request);
    const demand = checkRequest(readHeadOf(request)?.head ?? headOf(request));
    if ("status" in demand) {
      this.#refuseClient(request, socket, demand, observer);
      return;
    }
    if (!this.shouldHandle(request)) {
      this.#refuse(socket, { status: 400, message: "Bad Request" }, observer);
      return;
    }
    const { perMessageDeflate } = this.#settings;
    const deflate =
      perMessageDeflate === false || demand.extensions.length === 0
        ? undefined
        : answerDeflateOffers(demand.extensions, deflateWishes(perMessageDeflate));
    const extensions = deflate === undefined ? noExtensions : { [permessageDeflate]: deflate };
    const protocols = demand.protocols.length === 0 ? noProtocols : new Set(demand.protocols);
    if (observer !== undefined) this.#observers.set(request, observer);
    const { verifyClient } = this.options;
    if (verifyClient === undefined || verifyClient === null) {
      this.completeUpgrade(extensions, demand.key, protocols, request, socket, head, callback);
      return;
    }
    const decide = (accepted: boolean, ...reason: Parameters<typeof verdict>) => {
      if (accepted) this.completeUpgrade(extensions, demand.key, protocols, request, socket, head, callback);
      else this.#refuse(socket, verdict(...reason), observer);
    };
    const info = { origin: originOf(request), secure: isSecure(request), req: request };
    if (verifyClient.length === 2) verifyClient(info, decide);
    else decide((verifyClient as (given: typeof info) => boolean)(info));
  }

  /**
   * The last step of `handleUpgrade`: writes the answer and opens the connection. To be overridden by a
   * class that wants to look at an accepted handshake, or to change what it agrees to.
   *
   * @param extensions what was agreed, by name.
   * @param key the value of Sec-WebSocket-Key.
   * @param protocols the subprotocols that the client offered.
   */
  completeUpgrade(
    extensions: AgreedExtensions,
    key: string,
    protocols: ReadonlySet<string>,
    request: InstanceType<Request>,
    socket: Duplex,
    head: Buffer,
    callback: (websocket: InstanceType<Socket>, request: InstanceType<Request>) => void,
  ): void {
    const observer = this.#observers.get(request);
    // The peer may have gone while verifyClient was thinking.
    if (!socket.readable || !socket.writable) {
      socket.destroy();
      return;
    }
    if (handlerOf(socket) instanceof Connection) {
      throw new Error(
        "server.handleUpgrade() was called more than once with the same socket, possibly due to a misconfiguration",
      );
    }
    if (this.#state !== OPEN) {
      this.#refuse(socket, { status: 503, message: "Service Unavailable" }, observer);
      return;
    }
    const deflate = extensions[permessageDeflate];
    const protocol = this.#choose(protocols, request);
    const response = this.#response(key, protocol, deflate, request);
    socket.write(response, "latin1");
    socket.removeListener("error", destroyOnError);
    observer?.accepted(response);
    const SocketClass = (this.options.WebSocket ?? WebSocket) as Socket;
    const websocket = new SocketClass(null, undefined, this.#settings) as InstanceType<Socket>;
    acceptOn(websocket, socket, head, protocol, this.#parts.for(deflate?.agreement, observer?.tap));
    this.#open.add(websocket);
    callback(websocket, request);
  }

  #response(
    key: string,
    protocol: string,
    deflate: DeflateAnswer | undefined,
    request: InstanceType<Request>,
  ): string {
    if (protocol === "" && deflate === undefined && this.listenerCount("headers") === 0) {
      return plainAcceptance(key);
    }
    const lines = acceptanceLines(key, protocol, deflate);
    this.emit("headers", lines, request);
    return `${lines.join("\r\n")}\r\n\r\n`;
  }

  #forget(websocket: InstanceType<Socket>): void {
    this.#open.delete(websocket);
    if (this.#state === CLOSING && this.#open.size === 0 && this.#http === undefined) {
      process.nextTick(() => this.#closed());
    }
  }

  #choose(protocols: ReadonlySet<string>, request: InstanceType<Request>): string {
    const [first] = protocols;
    if (first === undefined) return "";
    const { handleProtocols } = this.options;
    return handleProtocols === undefined ? first : handleProtocols(new Set(protocols), request) || "";
  }

  #tapFor(request: InstanceType<Request>): WebSocketTap | undefined {
    const { tap } = this.options;
    return typeof tap === "function" ? tap(request) : tap;
  }

  #refuseClient(
    request: InstanceType<Request>,
    socket: Duplex,
    refusal: Refusal,
    observer: HandshakeObserver | undefined,
  ): void {
    if (this.listenerCount("wsClientError") === 0) {
      this.#refuse(socket, refusal, observer);
      return;
    }
    const error = new WebSocketError("WS_ERR_INVALID_HANDSHAKE", refusal.message);
    this.emit("wsClientError", error, socket, request);
  }

  #refuse(socket: Duplex, refusal: Refusal, observer: HandshakeObserver | undefined): void {
    prepareSocket(socket);
    const answer = refuse(socket, refusal);
    observer?.refused(refusal.status, answer);
  }

  // --- closing --------------------------------------------------------------------------------------------

  /**
   * Stops accepting connections. Open ones are left as they are; with `port` the server is closed when the
   * last of them is.
   *
   * @param callback called on `close`, with an error when the server was closed already.
   */
  close(callback?: (error?: Error) => void): void {
    if (this.#state === CLOSED) {
      if (callback !== undefined) {
        this.once("close", () =>
          callback(new WebSocketError("WS_ERR_SERVER_CLOSED", "The server is not running")),
        );
      }
      process.nextTick(() => this.#closed());
      return;
    }
    if (callback !== undefined) this.once("close", () => callback());
    if (this.#state === CLOSING) return;
    this.#state = CLOSING;
    const server = this.#http;
    this.#stopListening?.();
    this.#stopListening = undefined;
    if (server !== undefined && !this.options.server) {
      server.close(() => this.#closed());
      this.#front?.close();
      return;
    }
    this.#http = undefined;
    if (this.clients === undefined || this.#open.size === 0) process.nextTick(() => this.#closed());
  }

  /**
   * Ends in order: no new connections, close frames to the open ones (1001, going away), time to answer
   * them, and an end to those that do not.
   *
   * @param options.timeoutMs how long the peers have. Default 10,000.
   * @returns when every connection is closed and the server with them.
   */
  async shutdown(
    options: { readonly code?: number; readonly reason?: string; readonly timeoutMs?: number } = {},
  ): Promise<void> {
    const { code = 1001, reason = "", timeoutMs = 10_000 } = options;
    const isClosed = this.#state === CLOSED ? Promise.resolve() : once(this, "close");
    if (this.#state === OPEN) this.close();
    const ends = [...this.#open].map(
      (websocket) => new Promise((resolve) => websocket.once("close", resolve)),
    );
    for (const websocket of this.#open) websocket.close(code, reason);
    const timer = setTimeout(() => {
      for (const websocket of this.#open) websocket.terminate();
    }, timeoutMs);
    try {
      await Promise.all([isClosed, ...ends]);
    } finally {
      clearTimeout(timer);
    }
  }

  #closed(): void {
    this.#state = CLOSED;
    this.emit("close");
  }
}

function destroyOnError(this: Duplex): void {
  this.destroy();
}
