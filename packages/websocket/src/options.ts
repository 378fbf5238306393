import type { Agent, ClientRequest, Server as HttpServer, IncomingMessage, RequestOptions } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { createConnection as netConnect } from "node:net";
import type { ConnectionOptions as TlsOptions } from "node:tls";
import type { ZlibOptions } from "node:zlib";
import type { WebSocketTap } from "@signalbox/wire";
import type { WebSocket } from "./websocket.js";

/** permessage-deflate (RFC 7692), for client and server. */
export interface PerMessageDeflateOptions {
  /** Our wish that the server compresses each message on its own; a server that has `false` declines offers that ask for it. */
  readonly serverNoContextTakeover?: boolean | undefined;
  /** The client compresses each message on its own. */
  readonly clientNoContextTakeover?: boolean | undefined;
  /** Largest window of the server's compressor, 8 to 15; `false` on a server declines offers that limit it. */
  readonly serverMaxWindowBits?: number | boolean | undefined;
  /** Largest window of the client's compressor, 8 to 15; `true` on a client: the server may choose. */
  readonly clientMaxWindowBits?: number | boolean | undefined;
  /** `level`, `memLevel` and `strategy` of the compressor. */
  readonly zlibDeflateOptions?: ZlibOptions | undefined;
  /** `chunkSize` of the decompressor. */
  readonly zlibInflateOptions?: ZlibOptions | undefined;
  /** Messages below this many bytes are sent as they are. Default 1024. */
  readonly threshold?: number | undefined;
  /** Most compressions and decompressions of large messages at one time in the process. Default 10. */
  readonly concurrencyLimit?: number | undefined;
}

/** What happens to a `send` when `maxBufferedAmount` bytes or more already wait. */
export type BufferFullPolicy =
  /** The message is dropped and its callback gets `WS_ERR_BUFFER_FULL`. */
  | "drop"
  /** The connection is ended, since a peer that does not read cannot be told why: `error`, then close 1006. */
  | "close"
  /** Decides for each message; `"send"` buffers it all the same. */
  | ((websocket: WebSocket, waitingBytes: number) => "send" | "drop" | "close");

/** What a connection obeys once it is open, on either side. */
export interface ConnectionOptions {
  /** Largest message in bytes, after decompression. 0: no limit. Default 100 MiB. */
  readonly maxPayload?: number | undefined;
  /** Most frames in one message. 0: no limit. Default 131,072. */
  readonly maxFragments?: number | undefined;
  /** Accept text and close reasons that are not UTF-8. Default `false`. */
  readonly skipUTF8Validation?: boolean | undefined;
  /** Answer each ping with a pong (RFC 6455 section 5.5.2). Default `true`. */
  readonly autoPong?: boolean | undefined;
  /** `false`: at most one `message`, `ping` or `pong` event in each turn of the event loop. Default `true`. */
  readonly allowSynchronousEvents?: boolean | undefined;
  /** Milliseconds to wait for the peer's part of the closing handshake before the socket is destroyed. Default 30,000. */
  readonly closeTimeout?: number | undefined;
  /** Compress messages (RFC 7692). Default `true` on a client, `false` on a server. */
  readonly perMessageDeflate?: boolean | PerMessageDeflateOptions | undefined;
  /** Bytes that may wait for a peer that reads slowly, see `BufferFullPolicy`. Default 256 MiB; `Infinity`: no limit. */
  readonly maxBufferedAmount?: number | undefined;
  /** Default `"close"`. */
  readonly bufferFullPolicy?: BufferFullPolicy | undefined;
  /** Milliseconds without a byte from the peer until it is sent a ping. 0: never. Default 0. */
  readonly pingIntervalMs?: number | undefined;
  /** Milliseconds from that ping until a peer of which nothing is heard is given up: close 1006. Default 20,000. */
  readonly pingTimeoutMs?: number | undefined;
}

/** Options that programs written for ws may give and that mean nothing here. */
export interface IdleOptions {
  /** ws limits by it how many pieces of a message it keeps; here pieces are put together as they come. */
  readonly maxBufferedChunks?: number | undefined;
}

/** Options of `new WebSocket(url, protocols, options)`, beside those of `http.request` and `tls.connect`. */
export interface ClientOptions
  extends ConnectionOptions,
    IdleOptions,
    Omit<TlsOptions, "socket" | "host" | "port" | "path"> {
  readonly protocol?: string | undefined;
  /** Value of the Origin header. */
  readonly origin?: string | undefined;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /** `user:password` for Basic authentication. */
  readonly auth?: string | undefined;
  readonly agent?: Agent | false | undefined;
  readonly host?: string | undefined;
  readonly family?: number | undefined;
  readonly localAddress?: string | undefined;
  /** Opens the socket in place of `net.connect` and `tls.connect`. */
  readonly createConnection?: RequestOptions["createConnection"] | typeof netConnect | undefined;
  /** Gets the request before it is sent, and must call `request.end()`. */
  readonly finishRequest?: ((request: ClientRequest, websocket: WebSocket) => void) | undefined;
  /** Default `false`. */
  readonly followRedirects?: boolean | undefined;
  /** Default 10. */
  readonly maxRedirects?: number | undefined;
  /** Milliseconds for the whole opening handshake, redirects included. Default: none. */
  readonly handshakeTimeout?: number | undefined;
  /** 13, or 8 for old servers. Default 13. */
  readonly protocolVersion?: number | undefined;
  /** Fills the four bytes of a masking key. Default: random bytes (RFC 6455 section 5.3). */
  readonly generateMask?: ((mask: Buffer) => void) | undefined;
  /** Sees the handshake and every frame and message. */
  readonly tap?: WebSocketTap | undefined;
}

export type VerifyClientInfo<Request extends IncomingMessage = IncomingMessage> = {
  readonly origin: string;
  readonly secure: boolean;
  readonly req: Request;
};
export type VerifyClientCallbackSync<Request extends IncomingMessage = IncomingMessage> = (
  info: VerifyClientInfo<Request>,
) => boolean;
export type VerifyClientCallbackAsync<Request extends IncomingMessage = IncomingMessage> = (
  info: VerifyClientInfo<Request>,
  callback: (
    accepted: boolean,
    status?: number,
    message?: string,
    headers?: Readonly<Record<string, number | string | readonly string[] | undefined>>,
  ) => void,
) => void;

/** Options of `new WebSocketServer(options)`. Exactly one of `port`, `server` and `noServer` is given. */
export interface ServerOptions<
  Socket extends typeof WebSocket = typeof WebSocket,
  Request extends typeof IncomingMessage = typeof IncomingMessage,
> extends ConnectionOptions,
    IdleOptions {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** Longest queue of connections that wait to be accepted. */
  readonly backlog?: number | undefined;
  readonly server?: HttpServer<Request> | HttpsServer<Request> | undefined;
  readonly noServer?: boolean | undefined;
  /** Accept only this path. */
  readonly path?: string | undefined;
  readonly verifyClient?:
    | VerifyClientCallbackSync<InstanceType<Request>>
    | VerifyClientCallbackAsync<InstanceType<Request>>
    | undefined;
  /** Chooses the subprotocol. Default: the client's first. */
  readonly handleProtocols?:
    | ((protocols: Set<string>, request: InstanceType<Request>) => string | false)
    | undefined;
  /** Keep the set `clients`. Default `true`. */
  readonly clientTracking?: boolean | undefined;
  /** Class of the connections. Default `WebSocket`. */
  readonly WebSocket?: Socket | undefined;
  /** Sees handshakes, frames and messages; a function chooses a tap for each request. */
  readonly tap?: WebSocketTap | ((request: InstanceType<Request>) => WebSocketTap | undefined) | undefined;
}

type Filled<Options> = { [Key in keyof Required<Options>]: Exclude<Options[Key], undefined> };

export const connectionDefaults: Filled<ConnectionOptions> = {
  maxPayload: 100 * 1024 * 1024,
  maxFragments: 131_072,
  skipUTF8Validation: false,
  autoPong: true,
  allowSynchronousEvents: true,
  closeTimeout: 30_000,
  perMessageDeflate: false,
  maxBufferedAmount: 256 * 1024 * 1024,
  bufferFullPolicy: "close",
  pingIntervalMs: 0,
  pingTimeoutMs: 20_000,
};

export const clientDefaults = {
  ...connectionDefaults,
  perMessageDeflate: true,
  followRedirects: false,
  maxRedirects: 10,
  protocolVersion: 13,
} as const;

export const deflateDefaults = { threshold: 1024, concurrencyLimit: 10 } as const;

/** Versions of the protocol that are spoken: RFC 6455, and the drafts before it that differ in header names alone. */
export const protocolVersions: readonly number[] = [8, 13];

/** What a connection obeys, each value decided. */
export type ConnectionSettings = Filled<ConnectionOptions>;

/** Settings in force where nothing else is asked for; one object for all such connections. */
const defaultSettings: ConnectionSettings = Object.freeze({ ...connectionDefaults });

export function connectionSettings(options: ConnectionOptions): ConnectionSettings {
  const pick = <Name extends keyof ConnectionOptions>(name: Name): ConnectionSettings[Name] =>
    (options[name] as ConnectionSettings[Name] | undefined) ?? defaultSettings[name];
  return {
    maxPayload: pick("maxPayload"),
    maxFragments: pick("maxFragments"),
    skipUTF8Validation: pick("skipUTF8Validation"),
    autoPong: pick("autoPong"),
    allowSynchronousEvents: pick("allowSynchronousEvents"),
    closeTimeout: pick("closeTimeout"),
    perMessageDeflate: pick("perMessageDeflate"),
    maxBufferedAmount: pick("maxBufferedAmount"),
    bufferFullPolicy: pick("bufferFullPolicy"),
    pingIntervalMs: pick("pingIntervalMs"),
    pingTimeoutMs: pick("pingTimeoutMs"),
  };
}
