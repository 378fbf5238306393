/**
 * What an observer sees. websocket, server and client each accept one optional tap and call it as
 * things happen, in order, in the turn in which they happen; absent, a tap costs nothing.
 *
 * Bytes handed to a tap are the original ones. They are copies or never changed afterwards, so an
 * observer may keep them. `at` is in milliseconds since the Unix epoch, with microseconds as the
 * fraction. A tap must not throw.
 */

export type Direction = "sent" | "received";

/** One opening handshake (RFC 6455 section 4), accepted or refused. */
export interface HandshakeRecord {
  readonly at: number;
  /** Who we were in it. */
  readonly role: "client" | "server";
  /** Request line and headers with their final empty line, as they crossed the wire. */
  readonly request: Uint8Array;
  /** Status line and headers with their final empty line; absent when no answer came. */
  readonly response?: Uint8Array;
  /** 101 when accepted. */
  readonly status?: number;
  /** The body of a refusal, at most its first 64 KiB. */
  readonly body?: Uint8Array;
  /** Milliseconds from the first byte of the request to the last of the response head. */
  readonly durationMs: number;
}

/** One frame (RFC 6455 section 5.2). */
export interface FrameRecord {
  readonly at: number;
  readonly direction: Direction;
  /** The frame's header, masking key included: 2 to 14 bytes. */
  readonly head: Uint8Array;
  /** The payload as the application of the frame means it: unmasked, still compressed if it was. */
  readonly payload: Uint8Array;
  readonly opcode: number;
  readonly fin: boolean;
  /** The three reserved bits, rsv1 = 4, rsv2 = 2, rsv3 = 1. */
  readonly rsv: number;
}

/** One data message: fragments joined, decompressed (RFC 7692). */
export interface MessageRecord {
  readonly at: number;
  readonly direction: Direction;
  readonly isBinary: boolean;
  readonly data: Uint8Array;
  /** Bytes on the wire, headers and masking keys included, over all of its frames. */
  readonly wireBytes: number;
  readonly frames: number;
  readonly compressed: boolean;
}

export interface WebSocketTap {
  handshake?(record: HandshakeRecord): void;
  frame?(record: FrameRecord): void;
  /** Called after the `frame` call of the frame that completed it. */
  message?(record: MessageRecord): void;
}

export type TransportName = "polling" | "websocket" | "webtransport";

/** One Engine.IO packet as it crossed its transport. */
export interface EnginePacketRecord {
  readonly at: number;
  readonly direction: Direction;
  readonly transport: TransportName;
  /** `open`, `close`, `ping`, `pong`, `message`, `upgrade` or `noop`. */
  readonly type: string;
  /** Encoded as the protocol version in use writes it in this transport. */
  readonly raw: string | Uint8Array;
}

/** One Socket.IO packet, told when it is complete: its attachments have all arrived or been written. */
export interface SocketPacketRecord {
  readonly at: number;
  readonly direction: Direction;
  readonly transport: TransportName;
  /** 0 CONNECT, 1 DISCONNECT, 2 EVENT, 3 ACK, 4 CONNECT_ERROR, 5 BINARY_EVENT, 6 BINARY_ACK. */
  readonly type: number;
  readonly nsp: string;
  readonly id?: number;
  /** Decoded, attachments in their places. */
  readonly data?: unknown;
  /** The Engine.IO messages that carried it: the packet's text, then its attachments. */
  readonly raw: readonly (string | Uint8Array)[];
}

/** One HTTP request of the polling transport with its answer. */
export interface ExchangeRecord {
  readonly at: number;
  readonly role: "client" | "server";
  readonly method: string;
  readonly url: string;
  readonly status?: number;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly requestBody?: string | Uint8Array;
  readonly responseBody?: string | Uint8Array;
  readonly durationMs: number;
}

/** The tap of the Socket.IO client and server; the WebSocket below reports to it too where it is ours. */
export interface SocketIoTap extends WebSocketTap {
  exchange?(record: ExchangeRecord): void;
  enginePacket?(record: EnginePacketRecord): void;
  /** Called after the `enginePacket` call of the packet that completed it. */
  socketPacket?(record: SocketPacketRecord): void;
}
