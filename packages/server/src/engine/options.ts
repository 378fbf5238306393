import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Http2SecureServer, Http2Server } from "node:http2";
import type { Server as HttpsServer } from "node:https";
import type { SocketIoTap, TransportName } from "@signalbox/wire";
import type { CorsOptions, CorsOptionsDelegate } from "cors";
import type { SessionCookieOptions } from "./http/cookie.js";
import type { MessageData } from "./transports/transport.js";
import type { WebSocketServerConstructor } from "./transports/websocket-like.js";

export type NodeServer = HttpServer | HttpsServer | Http2Server | Http2SecureServer;

/** Decides whether a handshake may go on: `decide(null, true)`, or `decide("why not", false)`. */
export type AllowRequest = (
  request: IncomingMessage,
  decide: (error: string | null | undefined, allowed: boolean) => void,
) => void;

/** The parameters of permessage-deflate (RFC 7692) as the WebSocket server takes them. */
export interface PerMessageDeflateOptions {
  /** Messages shorter than this many bytes are sent as they are. Default 1024. */
  readonly threshold?: number;
  readonly [parameter: string]: unknown;
}

/** Compression of polling answers. Extra members go to zlib. */
export interface HttpCompressionOptions {
  /** Bodies shorter than this many bytes are sent as they are. Default 1024. */
  readonly threshold?: number;
  readonly [parameter: string]: unknown;
}

/** A connection whose peer reads slower than the server writes. */
export interface SlowConnection {
  readonly id: string;
  readonly bufferedBytes: number;
}

/** How much one connection may have waiting in this process before something is done about it. */
export interface BackpressureOptions {
  /**
   * Bytes written and not yet taken by the operating system, or by a poll, from which on the policy
   * applies. Default 16 MiB; Infinity switches the limit off.
   */
  readonly maxBufferedBytes: number;
  /**
   * - `"disconnect"` (default): the connection is closed with the reason "transport error".
   * - `"drop"`: the packet that would exceed the limit is dropped. The client has a gap, which
   *   acknowledgements or the connection's `dropped` event tell.
   * - a function: called with the connection for each packet over the limit; returning `false` drops
   *   the packet, returning `true` sends it all the same.
   */
  readonly policy: "disconnect" | "drop" | ((connection: SlowConnection) => boolean);
}

/** Options of the Engine.IO server. Times are in milliseconds. */
export interface EngineOptions {
  /** How long to wait for the answer to a ping before the connection counts as lost. Default 20,000. */
  readonly pingTimeout: number;
  /** How long to wait between two pings. Default 25,000. */
  readonly pingInterval: number;
  /** How long an upgrade may take before it is given up. Default 10,000. */
  readonly upgradeTimeout: number;
  /** The largest message or polling body, in bytes. Default 1,000,000. */
  readonly maxHttpBufferSize: number;
  /** May refuse a handshake before a session exists. Default: everybody is let in. */
  readonly allowRequest?: AllowRequest | undefined;
  /** What clients may use. Default `["polling", "websocket"]`. */
  readonly transports: readonly TransportName[];
  /** Whether a session may move from polling to websocket. Default true. */
  readonly allowUpgrades: boolean;
  /** Compression of WebSocket messages. Default false: it costs memory and time for each connection. */
  readonly perMessageDeflate: boolean | PerMessageDeflateOptions;
  /** Compression of polling answers. Default `{ threshold: 1024 }`; false switches it off. */
  readonly httpCompression: boolean | HttpCompressionOptions;
  /** A WebSocket server class with the API of `ws`. Default: the one of `@signalbox/websocket`. */
  readonly wsEngine?: WebSocketServerConstructor | undefined;
  /** A message sent together with the handshake. Default: none. */
  readonly initialPacket?: MessageData | (() => MessageData) | undefined;
  /** A cookie with the session id for sticky load balancing. `true`: named `io`. Default false. */
  readonly cookie: boolean | SessionCookieOptions;
  /** Options of the `cors` package. Default: no cross-origin access. */
  readonly cors?: CorsOptions | CorsOptionsDelegate | undefined;
  /** Whether clients of Socket.IO v1 and v2 are served. Default false. */
  readonly allowEIO3: boolean;
  /** The limit of what waits for a slow reader. */
  readonly backpressure: BackpressureOptions;
  /** Sees every exchange, frame and packet; or is asked for an observer of each new connection. */
  readonly tap?: SocketIoTap | ((request: IncomingMessage) => SocketIoTap | undefined) | undefined;
}

export const engineDefaults: EngineOptions = {
  pingTimeout: 20_000,
  pingInterval: 25_000,
  upgradeTimeout: 10_000,
  maxHttpBufferSize: 1_000_000,
  transports: ["polling", "websocket"],
  allowUpgrades: true,
  perMessageDeflate: false,
  httpCompression: { threshold: 1024 },
  cookie: false,
  allowEIO3: false,
  backpressure: { maxBufferedBytes: 16 * 1024 * 1024, policy: "disconnect" },
};

/** Where on an HTTP server the Engine.IO server listens. */
export interface AttachOptions {
  /** The path that is captured. Default `/engine.io`; Socket.IO's is `/socket.io`. */
  readonly path: string;
  /** Whether upgrade requests for other paths, which nobody answers, are ended. Default true. */
  readonly destroyUpgrade: boolean;
  /** After how many milliseconds. Default 1000. */
  readonly destroyUpgradeTimeout: number;
  /** Whether the path ends in a slash. Default true. */
  readonly addTrailingSlash: boolean;
}

export const attachDefaults: AttachOptions = {
  path: "/engine.io",
  destroyUpgrade: true,
  destroyUpgradeTimeout: 1000,
  addTrailingSlash: true,
};
