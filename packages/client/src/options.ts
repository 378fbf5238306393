import type { SocketIoTap } from "@signalbox/wire";
import type { TransportClass } from "./engine/transport.js";
import type { Parser } from "./manager/parser.js";

/** The Socket.IO version to speak; 3 and 4 are the same on the wire. */
export type SocketIoVersion = 2 | 3 | 4;

/** Options of the connection below a Manager. Those marked (Node) do nothing in a browser. */
export interface EngineOptions {
  /** From the URI. */
  host?: string;
  /** From the URI. */
  hostname?: string;
  /** From the URI: true for https and wss. */
  secure?: boolean;
  /** From the URI; default 443 when secure, else 80. */
  port?: string | number;
  /** Parameters added to the URL of every request. */
  query?: { [key: string]: unknown };
  /** An `http.Agent` or `https.Agent`, by which proxies are reached; false for a connection per request. (Node) */
  agent?: unknown;
  /** Whether to go on from polling to WebSocket. Default true. */
  upgrade?: boolean;
  /** Sends binary data as Base64 even where a transport could carry it. Default false. */
  forceBase64?: boolean;
  /** The parameter that keeps caches from answering. Default `t`. */
  timestampParam?: string;
  /** Whether to send it: by default with polling only, `true` with every transport, `false` with none. */
  timestampRequests?: boolean;
  /** Transports by name or class; the first is connected with. Default `["polling", "websocket", "webtransport"]`. */
  transports?: readonly (string | TransportClass)[];
  /** Whether a failure of the first transport leads to the next one. Default false. */
  tryAllTransports?: boolean;
  /** Whether to begin with WebSocket when the connection before ended up there. Default false. */
  rememberUpgrade?: boolean;
  /** The longest a polling request may take, in milliseconds; 0 for no limit. Default 0. */
  requestTimeout?: number;
  /** Options for one transport only, by its name. */
  transportOptions?: { [transport: string]: Partial<EngineOptions> };
  /** (Node) */
  pfx?: string | Uint8Array;
  /** (Node) */
  key?: string | Uint8Array;
  /** (Node) */
  passphrase?: string;
  /** (Node) */
  cert?: string | Uint8Array;
  /** (Node) */
  ca?: string | Uint8Array | (string | Uint8Array)[];
  /** (Node) */
  ciphers?: string;
  /** Whether to refuse a server whose certificate does not verify. Default true. (Node) */
  rejectUnauthorized?: boolean;
  /** Headers of every request; browsers cannot add them to a WebSocket. */
  extraHeaders?: { [header: string]: string };
  /** Whether cookies go with cross-origin requests; in Node, whether received cookies are sent back. Default false. */
  withCredentials?: boolean;
  /** Whether the page's `beforeunload` closes the connection. Default false. (browsers) */
  closeOnBeforeunload?: boolean;
  /** Whether to use the timers found when the package was loaded, whatever replaces them later. Default false. */
  useNativeTimers?: boolean;
  /** Whether the process may exit while connected. Default false. (Node) */
  autoUnref?: boolean;
  /** Offer of compression, and the size in bytes from which messages are compressed. Default `{ threshold: 1024 }`. (Node) */
  perMessageDeflate?: false | { threshold?: number };
  /** Default `/engine.io`; a Manager's is `/socket.io`. */
  path?: string;
  /** Default true. */
  addTrailingSlash?: boolean;
  /** WebSocket subprotocols to ask for. */
  protocols?: string | string[];
  /**
   * The Socket.IO version to speak, or `"auto"` to find out from the server's first answer (polling)
   * or by one request before (WebSocket alone). Default 4.
   */
  version?: SocketIoVersion | "auto";
  /** Sees everything that is sent and received. */
  tap?: SocketIoTap;
}

/** Options of a Manager. */
export interface ManagerOptions extends EngineOptions {
  /** Gives `io()` a Manager of its own. Default false. */
  forceNew?: boolean;
  /** Whether `io()` may share a Manager. Default true. */
  multiplex?: boolean;
  /** Default `/socket.io`. */
  path?: string;
  /** Default true. */
  reconnection?: boolean;
  /** Default Infinity. */
  reconnectionAttempts?: number;
  /** Milliseconds before the first attempt; doubles with each. Default 1000. */
  reconnectionDelay?: number;
  /** Milliseconds; default 5000. */
  reconnectionDelayMax?: number;
  /** 0 to 1: how far, of itself, a delay is moved up or down by chance. Default 0.5. */
  randomizationFactor?: number;
  /** Milliseconds a connection attempt may take; false for no limit. Default 20000. */
  timeout?: number | false;
  /** Default true. */
  autoConnect?: boolean;
  /** Encoder and Decoder in place of the JSON ones, such as socket.io-msgpack-parser. */
  parser?: Parser;
}

/** Options of a Socket. */
export interface SocketOptions {
  /** What goes with CONNECT: an object, or a function called with a callback on each connection. */
  // biome-ignore lint/suspicious/noExplicitAny: as published; applications read their own fields
  auth?: { [key: string]: any } | ((cb: (data: object) => void) => void);
  /** How often an event without acknowledgement is sent again before it is given up. Default none. */
  retries?: number;
  /** Milliseconds to wait for an acknowledgement by default. */
  ackTimeout?: number;
}

/** Defaults of the connection; what is not named here is undefined or off. */
export const defaultEngineOptions = {
  path: "/engine.io",
  upgrade: true,
  timestampParam: "t",
  addTrailingSlash: true,
  transports: ["polling", "websocket", "webtransport"],
  perMessageDeflate: { threshold: 1024 },
  transportOptions: {},
  version: 4,
} as const satisfies EngineOptions;

/** What the methods of a Manager read and change; documented at its options. */
export interface ManagerSettings {
  reconnection: boolean;
  reconnectionAttempts: number;
  reconnectionDelay: number;
  reconnectionDelayMax: number;
  randomizationFactor: number;
  timeout: number | false;
}

export const defaultManagerOptions = {
  path: "/socket.io",
  reconnection: true,
  reconnectionAttempts: Number.POSITIVE_INFINITY,
  reconnectionDelay: 1000,
  reconnectionDelayMax: 5000,
  randomizationFactor: 0.5,
  timeout: 20_000,
  autoConnect: true,
} as const satisfies ManagerOptions;
