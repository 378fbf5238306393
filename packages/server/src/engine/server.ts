import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { SocketIoTap } from "@signalbox/wire";
import { ENGINE_ERROR_MESSAGES, EngineErrorCode, EngineRefusal } from "./errors.js";
import { type Admission, askToAllow, findFault } from "./http/admission.js";
import { attach } from "./http/attach.js";
import { sessionCookie } from "./http/cookie.js";
import { corsMiddleware } from "./http/cors.js";
import { beginExchange, tellExchange } from "./http/exchange-tap.js";
import { type EngineMiddleware, runMiddlewares } from "./http/middleware.js";
import { refuseRequest, refuseUpgrade } from "./http/refusal.js";
import { type EngineQuery, queryOf, versionOf } from "./http/request.js";
import { UpgradeResponse } from "./http/upgrade-response.js";
import { randomId } from "./ids.js";
import {
  type AttachOptions,
  attachDefaults,
  type EngineOptions,
  engineDefaults,
  type NodeServer,
} from "./options.js";
import { Heartbeat } from "./session/heartbeat.js";
import { ObservedEmitter } from "./session/observed-emitter.js";
import { Session } from "./session/session.js";
import type { SessionHost } from "./session/session-host.js";
import { SessionTaps } from "./session/session-taps.js";
import { PollingTransport } from "./transports/polling.js";
import { jsonpForm, plainForm } from "./transports/polling-form.js";
import type {
  MessageData,
  OutgoingPacket,
  Transport,
  TransportName,
  TransportOwner,
} from "./transports/transport.js";
import { WebSocketTransport } from "./transports/websocket.js";
import { type HandshakeHost, WebSocketHandshakes } from "./transports/websocket-handshakes.js";
import type { WebSocketLike } from "./transports/websocket-like.js";

/** Owns a transport for the moment until its session exists. */
const NOBODY: TransportOwner = {
  onPacket() {},
  onDrain() {},
  onTransportError() {},
  onTransportClose() {},
};

/**
 * An Engine.IO server for protocol versions 3 and 4.
 *
 * Events: `connection` (session), `connection_error` ({ req, code, message, context }),
 * `initial_headers` and `headers` (headers, request), `flush` (session, packets), `drain` (session).
 */
export class EngineServer extends ObservedEmitter implements SessionHost, HandshakeHost {
  static readonly errors = EngineErrorCode;
  static readonly errorMessages = ENGINE_ERROR_MESSAGES;

  readonly opts: EngineOptions;
  /** The sessions by their ids. */
  readonly clients: Record<string, Session> = Object.create(null);
  clientsCount = 0;
  httpServer: NodeServer | undefined;
  readonly heartbeat: Heartbeat;
  readonly #middlewares: EngineMiddleware[] = [];
  readonly #taps: SessionTaps;
  readonly #webSockets: WebSocketHandshakes | undefined;

  constructor(options: Partial<EngineOptions> = {}) {
    super(["flush", "drain"]);
    this.opts = { ...engineDefaults, ...definedOnly(options) };
    this.heartbeat = new Heartbeat(this.opts.pingInterval, this.opts.pingTimeout);
    if (this.opts.cors !== undefined) this.use(corsMiddleware(this.opts.cors));
    this.#taps = new SessionTaps(this.opts.tap, this.clients);
    if (this.opts.transports.includes("websocket")) {
      this.#webSockets = new WebSocketHandshakes(this.opts, this);
    }
  }

  // --- for applications

  /** Adds an Express-compatible middleware, run for every HTTP request and upgrade. */
  use(middleware: EngineMiddleware): void {
    this.#middlewares.push(middleware);
  }

  /** Takes over the requests and upgrades of one path of an HTTP server. */
  attach(server: NodeServer, options: Partial<AttachOptions> = {}): void {
    this.httpServer = server;
    attach(server, this, this.#webSockets !== undefined, { ...attachDefaults, ...definedOnly(options) });
  }

  /** The transports to which a session may be moved. */
  upgrades(transport: TransportName): TransportName[] {
    const possible =
      transport === "polling" && this.opts.allowUpgrades && this.opts.transports.includes("websocket");
    return possible ? ["websocket"] : [];
  }

  /** Makes the id of a new session. To be replaced by applications that want ids of their own. */
  generateId(_request: IncomingMessage): string | PromiseLike<string> {
    return randomId();
  }

  /** Closes every session. */
  close(): this {
    for (const session of Object.values(this.clients)) session.close(true);
    this.#webSockets?.close();
    return this;
  }

  handleRequest(request: IncomingMessage, response: ServerResponse): void {
    const admission: Admission = { request, query: queryOf(request), isUpgrade: false };
    if (this.opts.tap !== undefined) beginExchange(request);
    const refuse = (refusal: EngineRefusal): void => {
      this.#report(request, refusal);
      const answer = refuseRequest(response, refusal);
      if (this.opts.tap !== undefined) tellExchange(this.tapOf(request), request, response, answer);
    };
    runMiddlewares(this.#middlewares, request, response, (error) => {
      if (error !== undefined) {
        refuse(new EngineRefusal(EngineErrorCode.BAD_REQUEST, { name: "MIDDLEWARE_FAILURE" }));
        return;
      }
      this.#admit(admission, refuse, (session, sid) => {
        if (session !== undefined) this.#continuePolling(session, admission, response);
        else this.#startPolling(sid, admission, response);
      });
    });
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const admission: Admission = { request, query: queryOf(request), isUpgrade: true };
    // The peer may be gone before the WebSocket server takes the socket over.
    const onEarlyError = (): void => {};
    socket.on("error", onEarlyError);
    const refuse = (refusal: EngineRefusal): void => {
      this.#report(request, refusal);
      refuseUpgrade(socket, refusal);
    };
    const go = (): void =>
      this.#admit(admission, refuse, (session, sid) => {
        this.#webSockets?.handle(request, socket, head, (webSocket) => {
          if (session !== undefined) this.#upgradeSession(session, admission, webSocket);
          else this.#startWebSocket(sid, admission, webSocket);
        });
        socket.removeListener("error", onEarlyError);
      });
    if (this.#middlewares.length === 0) {
      go();
      return;
    }
    const response = new UpgradeResponse(request, socket);
    runMiddlewares(this.#middlewares, request, response, (error) => {
      if (response.writableEnded) return;
      this.#webSockets?.addHeaders(request, response.release());
      if (error === undefined) go();
      else refuse(new EngineRefusal(EngineErrorCode.BAD_REQUEST, { name: "MIDDLEWARE_FAILURE" }));
    });
  }

  // --- for handshakes

  /** Whether the application gets to see requests before they have a session, and may mark them. */
  get showsRequests(): boolean {
    return (
      this.listenerCount("initial_headers") > 0 ||
      this.listenerCount("headers") > 0 ||
      this.#middlewares.length > 0 ||
      this.opts.allowRequest !== undefined ||
      typeof this.opts.tap === "function" ||
      this.generateId !== EngineServer.prototype.generateId
    );
  }

  tapOf(request: IncomingMessage): SocketIoTap | undefined {
    return this.#taps.of(request);
  }

  headersFor(request: IncomingMessage): Record<string, string | string[]> {
    const headers: Record<string, string | string[]> = {};
    if (queryOf(request).sid === undefined) this.emit("initial_headers", headers, request);
    this.emit("headers", headers, request);
    return headers;
  }

  // --- for sessions

  get backpressure(): EngineOptions["backpressure"] {
    return this.opts.backpressure;
  }

  get upgradeTimeoutMs(): number {
    return this.opts.upgradeTimeout;
  }

  describe(session: Session): string {
    const { pingInterval, pingTimeout, maxHttpBufferSize } = this.opts;
    const upgrades = this.upgrades(session.transport.name);
    return JSON.stringify({
      sid: session.id,
      upgrades,
      pingInterval,
      pingTimeout,
      maxPayload: maxHttpBufferSize,
    });
  }

  initialPacket(): MessageData | undefined {
    const { initialPacket } = this.opts;
    return typeof initialPacket === "function" ? initialPacket() : initialPacket;
  }

  onFlush(session: Session, packets: readonly OutgoingPacket[]): void {
    this.emit("flush", session, packets);
  }

  onDrain(session: Session): void {
    this.emit("drain", session);
  }

  onClose(session: Session): void {
    if (this.clients[session.id] !== session) return;
    delete this.clients[session.id];
    this.clientsCount -= 1;
  }

  // --- private

  /** Lets a request through to its session, or with the id for a new one. */
  #admit(
    admission: Admission,
    refuse: (refusal: EngineRefusal) => void,
    proceed: (session: Session | undefined, sid: string) => void,
  ): void {
    const { request, query } = admission;
    const session = query.sid === undefined ? undefined : this.clients[query.sid];
    const fault = findFault(admission, this.opts, session);
    if (fault !== undefined) {
      refuse(fault);
      return;
    }
    if (session !== undefined) {
      proceed(session, session.id);
      return;
    }
    askToAllow(admission, this.opts, (refusal) => {
      if (refusal !== undefined) {
        refuse(refusal);
        return;
      }
      const onFailure = (error: unknown): void =>
        refuse(new EngineRefusal(EngineErrorCode.BAD_REQUEST, { name: "ID_GENERATION_ERROR", error }));
      let sid: string | PromiseLike<string>;
      try {
        sid = this.generateId(request);
      } catch (error) {
        onFailure(error);
        return;
      }
      if (typeof sid === "string") proceed(undefined, sid);
      else sid.then((generated) => proceed(undefined, generated), onFailure);
    });
  }

  #startPolling(sid: string, { request, query }: Admission, response: ServerResponse): void {
    const settings = {
      maxBodyBytes: this.opts.maxHttpBufferSize,
      compression: this.opts.httpCompression,
      tap: this.tapOf(request),
      onHeaders: (headers: Record<string, string | string[]>, of: IncomingMessage) => {
        if (of === request) {
          const cookie = sessionCookie(this.opts.cookie, sid);
          if (cookie !== undefined) headers["Set-Cookie"] = cookie;
          this.emit("initial_headers", headers, of);
        }
        this.emit("headers", headers, of);
      },
    };
    const transport = new PollingTransport(versionOf(query), query.b64 === undefined, settings, NOBODY);
    transport.onRequest(request, response, formOf(query));
    this.#openSession(sid, transport, request);
  }

  #continuePolling(session: Session, { request, query }: Admission, response: ServerResponse): void {
    if (session.transport instanceof PollingTransport) {
      session.transport.onRequest(request, response, formOf(query));
    }
  }

  #startWebSocket(sid: string, { request, query }: Admission, webSocket: WebSocketLike): void {
    this.#openSession(sid, webSocketTransport(webSocket, query), request);
  }

  #upgradeSession(session: Session, { query }: Admission, webSocket: WebSocketLike): void {
    const transport = webSocketTransport(webSocket, query);
    if (session.readyState !== "open" || session.upgrading || session.upgraded) transport.reject();
    else session.beginUpgrade(transport);
  }

  #openSession(sid: string, transport: Transport, request: IncomingMessage): void {
    const session = new Session(sid, this, transport, request, this.showsRequests, this.tapOf(request));
    this.clients[sid] = session;
    this.clientsCount += 1;
    session.open();
    this.emit("connection", session);
  }

  #report(request: IncomingMessage, { code, message, context }: EngineRefusal): void {
    this.emit("connection_error", { req: request, code, message, context });
  }
}

function webSocketTransport(webSocket: WebSocketLike, query: EngineQuery): WebSocketTransport {
  return new WebSocketTransport(webSocket, versionOf(query), query.b64 === undefined, NOBODY);
}

function formOf(query: EngineQuery) {
  return typeof query.j === "string" ? jsonpForm(query.j) : plainForm;
}

/** Options given as undefined mean the default. */
function definedOnly<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
