/**
 *     Error
 *     ├─ TransportError            a transport could not connect, send or receive
 *     └─ HandshakeRefusedError     its cause when a server answered, but not as a Socket.IO server does
 */

/** A failure of a transport: what `connect_error` and the engine's `error` event carry. */
export class TransportError extends Error {
  readonly type = "TransportError";
  /** The HTTP status of the answer, the event of the WebSocket, or the error below. */
  readonly description: unknown;
  /** The HTTP answer or WebSocket event. */
  readonly context: unknown;

  /** @param message such as `xhr poll error` or `websocket error` */
  constructor(message: string, description?: unknown, context?: unknown, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.description = description;
    this.context = context;
  }
}

/** An HTTP answer in place of a Socket.IO session. */
export interface RefusedHandshake {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** At most the first 64 KiB. */
  readonly body: string;
}

/** A server that answered the opening request with an HTTP error or something that is no Engine.IO. */
export class HandshakeRefusedError extends Error implements RefusedHandshake {
  readonly code = "CLIENT_HANDSHAKE_REFUSED";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;

  constructor({ status, headers, body }: RefusedHandshake) {
    super(`refused with HTTP status ${status}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** A refusal by a middleware of the server, with what it added. */
export interface ExtendedError extends Error {
  // biome-ignore lint/suspicious/noExplicitAny: as published; applications read their own fields
  data?: any;
}

/** A refusal: an object with message and data, or, in Socket.IO 2, any value. */
export function refusal(data: unknown): ExtendedError {
  const { message, data: more } = (typeof data === "object" && data !== null ? data : { message: data }) as {
    message?: unknown;
    data?: unknown;
  };
  const error: ExtendedError = new Error(typeof message === "string" ? message : "refused by the server");
  error.data = more ?? (typeof message === "string" ? undefined : data);
  return error;
}
