/** How the bytes of a body are written. `file`: the body is a path, relative to the project's folder. */
export type BinaryEncoding = "hex" | "base64" | "file";

/** A message for a WebSocket. Bodies may hold `{{variables}}`; they are resolved when it is sent. */
export interface WebSocketMessage {
  readonly kind: "text" | "json" | "xml" | "html" | "binary";
  /** The text; for `binary` the bytes as `encoding` says. */
  readonly body: string;
  readonly encoding?: BinaryEncoding;
}

/** One argument of an event. `json` may name binary arguments within as `{"$binary": "<base64>"}`. */
export interface EventArgument {
  readonly kind: "json" | "text" | "binary";
  readonly body: string;
  readonly encoding?: BinaryEncoding;
}

export interface SocketIoMessage {
  readonly kind: "event";
  readonly event: string;
  readonly args: readonly EventArgument[];
  /** Default: the connection's own. */
  readonly namespace?: string;
  /** Ask for an acknowledgement, and call it missing after this many milliseconds. */
  readonly ackTimeoutMs?: number;
}

/** The answer to an event that asked for one. */
export interface AckMessage {
  readonly kind: "ack";
  readonly ackId: number;
  readonly namespace?: string;
  readonly args: readonly EventArgument[];
}

/** WebSocket control frames, also on a Socket.IO connection by websocket. */
export interface ControlMessage {
  readonly kind: "ping" | "pong";
  /** At most 125 bytes. */
  readonly body: string;
  readonly encoding?: BinaryEncoding;
}

/** Frames that break the protocol on purpose, to see what the other side does. */
export interface FaultMessage {
  readonly kind: "fault";
  readonly fault:
    | { readonly type: "invalid-utf8" }
    | { readonly type: "reserved-bits"; readonly bits: 1 | 2 | 3 | 4 | 5 | 6 | 7 }
    | { readonly type: "reserved-opcode"; readonly opcode: number }
    | { readonly type: "wrong-mask" }
    | { readonly type: "fragments"; readonly body: string; readonly sizes: readonly number[] }
    | { readonly type: "truncated" }
    | { readonly type: "half-close" }
    | { readonly type: "raw"; readonly body: string; readonly encoding: "hex" | "base64" };
}

export type OutgoingMessage = WebSocketMessage | SocketIoMessage | AckMessage | ControlMessage | FaultMessage;

/** What a person may switch off while a connection stands. */
export interface Behaviour {
  /** Answer pings (WebSocket) and heartbeats (Engine.IO); default true. */
  readonly answersHeartbeats?: boolean;
  /** Read from the network; false is a slow reader; default true. */
  readonly reads?: boolean;
}

/** A list of messages sent one after the other, over and over. */
export interface Repeat {
  readonly messages: readonly OutgoingMessage[];
  /** Milliseconds between two messages, 0 to 86,400,000. */
  readonly everyMs: number;
  /** How often the whole list; undefined until it is stopped. */
  readonly times?: number;
}

export interface RepeatState {
  readonly sent: number;
  /** Undefined while it is endless. */
  readonly total?: number;
}
