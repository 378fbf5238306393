export type Protocol = "websocket" | "socket.io";

/** One row of a table of names and values. Both may hold variables. */
export interface Field {
  readonly name: string;
  readonly value: string;
  /** False: kept, not sent. Default true. */
  readonly enabled?: boolean;
  readonly description?: string;
}

/** Written into the `Authorization` header when the connection opens. */
export type Authorization =
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | { readonly type: "bearer"; readonly token: string };

export interface TlsSettings {
  /** Certificates are checked unless this is false. */
  readonly verify?: boolean;
  /** The name asked for and checked, where it is not the address's. */
  readonly serverName?: string;
  /** Files in PEM, relative to the project's folder. */
  readonly caFile?: string;
  readonly certificateFile?: string;
  readonly keyFile?: string;
  readonly passphrase?: string;
}

/** What both protocols' requests have. Every string may hold `{{variables}}`; they are resolved at the opening. */
export interface RequestCommon {
  /** `ws:`, `wss:`, `http:` or `https:`; its query holds the params that are enabled. */
  readonly url: string;
  /** The query row by row, those not sent too. Where absent, the rows are those of `url`. */
  readonly params?: readonly Field[];
  readonly headers?: readonly Field[];
  readonly cookies?: readonly Field[];
  readonly authorization?: Authorization;
  readonly origin?: string;
  readonly tls?: TlsSettings;
  /** `http://`, `https://` or `socks5://`, with `user:password@` where the proxy wants it. */
  readonly proxy?: string;
  /** How many redirects of the handshake are followed; default 0. */
  readonly maxRedirects?: number;
  /** Milliseconds; default 10,000. */
  readonly connectTimeoutMs?: number;
}

export interface WebSocketRequest extends RequestCommon {
  readonly protocol: "websocket";
  readonly subprotocols?: readonly string[];
  /** Offer permessage-deflate; default true. */
  readonly perMessageDeflate?: boolean;
  /** Larger messages end the connection with 1009; default 100 MiB. */
  readonly maxMessageBytes?: number;
}

export type TransportName = "polling" | "websocket";

export interface SocketIoRequest extends RequestCommon {
  readonly protocol: "socket.io";
  /** The path of `url` is the namespace, as in socket.io-client. */
  readonly version: 2 | 3 | 4 | "auto";
  /** The handshake path; default `/socket.io`. */
  readonly path?: string;
  /** The CONNECT payload as JSON text. */
  readonly auth?: string;
  /** Further namespaces on the same connection. */
  readonly namespaces?: readonly { readonly name: string; readonly auth?: string }[];
  /** In the order they are tried; default `["websocket"]`. Polling first and websocket second means upgrade. */
  readonly transports?: readonly TransportName[];
  /** Default: none, an end is an end. */
  readonly reconnection?: {
    readonly attempts: number;
    readonly delayMs: number;
    readonly maxDelayMs: number;
  };
  /** Default `json`. */
  readonly parser?: "json" | "msgpack";
}

export type ConnectionRequest = WebSocketRequest | SocketIoRequest;
