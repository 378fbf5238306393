import type { Problem } from "./problem.js";

export type Protocol = "websocket" | "socket.io";

export interface WebSocketRequest {
  readonly protocol: "websocket";
  /** `ws:`, `wss:`, `http:` or `https:`. */
  readonly url: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly subprotocols?: readonly string[];
  /** TLS certificates are checked unless this is false. */
  readonly verifyTls?: boolean;
}

export interface SocketIoRequest {
  readonly protocol: "socket.io";
  /** `http:`, `https:`, `ws:` or `wss:`; its path is the namespace, as in socket.io-client. */
  readonly url: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly version: 2 | 3 | 4 | "auto";
  /** The handshake path; default `/socket.io`. */
  readonly path?: string;
  /** The CONNECT payload (v3 and v4). */
  readonly auth?: unknown;
  readonly verifyTls?: boolean;
}

export type ConnectionRequest = WebSocketRequest | SocketIoRequest;

export interface ConnectionState {
  readonly id: string;
  /** The tab's caption: the saved name, or host and path. */
  readonly title: string;
  readonly request: ConnectionRequest;
  readonly phase: "idle" | "connecting" | "connected" | "closing" | "closed" | "failed";
  /** When `phase` began, milliseconds since the epoch. */
  readonly since: number;
  /** The Socket.IO version in use, once known (`auto` resolved). */
  readonly version?: 2 | 3 | 4;
  /** The negotiated subprotocol. */
  readonly subprotocol?: string;
  /** The Socket.IO socket id, or undefined. */
  readonly socketId?: string;
  /** How it ended, when `phase` is `closed`. */
  readonly close?: {
    readonly code?: number;
    readonly reason: string;
    readonly meaning: string;
    readonly clean: boolean;
  };
  /** Why it failed, when `phase` is `failed`. */
  readonly problem?: Problem;
}

/** A message for a WebSocket. */
export interface WebSocketMessage {
  readonly kind: "text" | "json" | "binary";
  /** The text; for `binary` the bytes as hex or Base64, as `encoding` says. */
  readonly body: string;
  readonly encoding?: "hex" | "base64";
}

/** One argument of an event. */
export interface EventArgument {
  readonly kind: "json" | "text" | "binary";
  readonly body: string;
  readonly encoding?: "hex" | "base64";
}

export interface SocketIoMessage {
  readonly kind: "event";
  readonly event: string;
  readonly args: readonly EventArgument[];
  /** Ask for an acknowledgement, and call it missing after this many milliseconds. */
  readonly ackTimeoutMs?: number;
}

export type OutgoingMessage = WebSocketMessage | SocketIoMessage;
