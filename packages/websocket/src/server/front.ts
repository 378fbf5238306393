import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import {
  HandshakeError,
  headerValue,
  headLimitDefaults,
  listHasToken,
  parseRequestHead,
  type RequestHead,
} from "@signalbox/wire/websocket";
import { handlerOf, removeHandler, type SocketHandler, setHandler } from "../socket-handler.js";
import { UpgradeRequest } from "./upgrade-request.js";

/** The head of a request that was read here: as parsed, and its bytes. */
export interface ReadHead {
  readonly head: RequestHead;
  readonly bytes: Buffer;
}

/** What was read of a request before Node's parser saw it, if it was read here. */
export function readHeadOf(request: IncomingMessage): ReadHead | undefined {
  return request instanceof UpgradeRequest ? request.readHead : undefined;
}

/** How often silent sockets are looked for. */
const sweepMs = 5_000;

type OnHandshake = (request: IncomingMessage, socket: Socket, rest: Buffer) => void;

/**
 * Stands before an HTTP server of our own and takes the usual case off it: a first chunk that is one whole
 * request for a WebSocket. That needs no HTTP parser, and leaves nothing of an HTTP connection behind.
 * Everything else is handed to the HTTP server as if nobody had looked: other requests, heads in pieces,
 * wrong ones, with all of its limits and timeouts.
 */
export class HandshakeFront implements SocketHandler {
  readonly #server: HttpServer;
  readonly #onConnection: ((socket: Socket) => void)[];
  readonly #onHandshake: OnHandshake;
  /** Sockets that have said nothing yet, with the time of their coming, oldest first. */
  readonly #silent = new Map<Socket, number>();
  #sweeper: NodeJS.Timeout | undefined;

  constructor(server: HttpServer, onHandshake: OnHandshake) {
    this.#server = server;
    this.#onHandshake = onHandshake;
    this.#onConnection = server.listeners("connection") as ((socket: Socket) => void)[];
    server.removeAllListeners("connection");
    server.on("connection", (socket) => {
      this.#silent.set(socket, Date.now());
      this.#sweeper ??= setInterval(() => this.#sweep(), sweepMs).unref();
      setHandler(socket, this);
    });
  }

  onSocketData(socket: Socket, chunk: Buffer): void {
    this.#silent.delete(socket);
    const read = readHandshake(chunk);
    if (read === undefined) {
      removeHandler(socket);
      socket.unshift(chunk);
      for (const listener of this.#onConnection) listener.call(this.#server, socket);
      return;
    }
    this.#onHandshake(new UpgradeRequest(read, socket), socket, chunk.subarray(read.bytes.length));
    // Somebody is still thinking about the request: what comes meanwhile waits in the socket.
    if (handlerOf(socket) === this) socket.pause();
  }

  onSocketEnd(socket: Socket): void {
    this.#silent.delete(socket);
    socket.destroy();
  }

  onSocketClose(socket: Socket): void {
    this.#silent.delete(socket);
  }

  /** The HTTP server times what it has; what has not reached it yet is timed here, by the same setting. */
  #sweep(): void {
    const { headersTimeout } = this.#server;
    for (const [socket, since] of this.#silent) {
      if (headersTimeout === 0 || Date.now() - since < headersTimeout) break;
      this.#silent.delete(socket);
      socket.destroy();
    }
    if (this.#silent.size === 0) {
      clearInterval(this.#sweeper);
      this.#sweeper = undefined;
    }
  }

  /** Ends the sockets that have not asked for anything. */
  close(): void {
    clearInterval(this.#sweeper);
    for (const socket of this.#silent.keys()) socket.destroy();
    this.#silent.clear();
  }
}

/** The head, when `chunk` begins with all of a request for an upgrade. */
function readHandshake(chunk: Buffer): ReadHead | undefined {
  const { maxHeadBytes, maxHeaders } = headLimitDefaults;
  const text = chunk.toString("latin1", 0, Math.min(chunk.length, maxHeadBytes));
  const end = text.indexOf("\r\n\r\n") + 4;
  if (end < 4 || !text.startsWith("GET ")) return undefined;
  try {
    const head = parseRequestHead(text.slice(0, end));
    const isUpgrade =
      head.headers.upgrade !== undefined && listHasToken(headerValue(head.headers, "connection"), "upgrade");
    return isUpgrade && head.rawHeaders.length <= 2 * maxHeaders
      ? { head, bytes: chunk.subarray(0, end) }
      : undefined;
  } catch (error) {
    if (error instanceof HandshakeError) return undefined;
    throw error;
  }
}
