import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "@signalbox/websocket";
import type { SocketIoTap } from "@signalbox/wire";
import type { EngineOptions } from "../options.js";
import { EngineWebSocket } from "./engine-websocket.js";
import type { WebSocketLike, WebSocketServerLike } from "./websocket-like.js";

/** What handshakes need of the Engine.IO server. */
export interface HandshakeHost {
  /** Whether an answer may need headers that the application adds. */
  readonly showsRequests: boolean;
  tapOf(request: IncomingMessage): SocketIoTap | undefined;
  /** The application's headers for the answer. */
  headersFor(request: IncomingMessage): Record<string, string | string[]>;
}

/** Opens the WebSockets of sessions, by our WebSocket server or by the one that the option `wsEngine` names. */
export class WebSocketHandshakes {
  readonly #host: HandshakeHost;
  readonly #server: WebSocketServerLike;
  /** Headers that middlewares have set, until the answer is written. */
  readonly #headers = new WeakMap<IncomingMessage, readonly string[]>();
  #listensForHeaders = false;

  constructor(options: EngineOptions, host: HandshakeHost) {
    this.#host = host;
    this.#server = createServer(options, host);
  }

  /** @param headers lines for the answer */
  addHeaders(request: IncomingMessage, headers: readonly string[]): void {
    this.#headers.set(request, headers);
  }

  handle(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    onOpen: (webSocket: WebSocketLike) => void,
  ): void {
    this.#listenForHeaders();
    // The answer to the handshake and the session's first packets leave in one write.
    socket.cork();
    this.#server.handleUpgrade(request, socket, head, onOpen);
    setImmediate(() => socket.uncork());
  }

  close(): void {
    this.#server.close();
  }

  /** From the first time that an answer may need headers: without them it is made faster. */
  #listenForHeaders(): void {
    if (this.#listensForHeaders || !this.#host.showsRequests) return;
    this.#listensForHeaders = true;
    this.#server.on("headers", (lines, request) => {
      lines.push(...(this.#headers.get(request) ?? []));
      for (const [name, value] of Object.entries(this.#host.headersFor(request))) {
        for (const item of Array.isArray(value) ? value : [value]) lines.push(`${name}: ${item}`);
      }
    });
  }
}

function createServer(
  { wsEngine, perMessageDeflate, maxHttpBufferSize, tap }: EngineOptions,
  host: HandshakeHost,
): WebSocketServerLike {
  const settings = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: perMessageDeflate === true ? { threshold: 1024 } : perMessageDeflate,
    maxPayload: maxHttpBufferSize,
  } as const;
  const tapped = tap === undefined ? {} : { tap: (request: IncomingMessage) => host.tapOf(request) };
  const server: WebSocketServerLike =
    wsEngine === undefined
      ? new WebSocketServer({ ...settings, ...tapped, WebSocket: EngineWebSocket })
      : new wsEngine(settings);
  return server;
}
