import { WireError } from "../errors.js";

interface Refusal {
  readonly closeCode: number;
  readonly message: string;
}

/** Every refusal of the frame reader: its stable code, the close code to answer with, and the rule that was broken. */
export const protocolErrors = {
  /** RFC 6455 section 5.2: RSV1 without an extension that gives it a meaning, or on any but the first frame of a message (RFC 7692 section 6.1). */
  WIRE_UNEXPECTED_RSV_1: { closeCode: 1002, message: "RSV1 is set where no negotiated extension allows it" },
  /** RFC 6455 section 5.2. */
  WIRE_UNEXPECTED_RSV_2_3: {
    closeCode: 1002,
    message: "RSV2 or RSV3 is set and no negotiated extension uses it",
  },
  /** RFC 6455 section 5.2: opcodes 3 to 7 and 11 to 15 are reserved. */
  WIRE_INVALID_OPCODE: { closeCode: 1002, message: "the opcode is reserved" },
  /** RFC 6455 section 5.4. */
  WIRE_UNEXPECTED_CONTINUATION: {
    closeCode: 1002,
    message: "a continuation frame with no message to continue",
  },
  /** RFC 6455 section 5.4: fragments of two messages must not be interleaved. */
  WIRE_EXPECTED_CONTINUATION: {
    closeCode: 1002,
    message: "a new message began before the last one was finished",
  },
  /** RFC 6455 section 5.5: control frames must not be fragmented. */
  WIRE_EXPECTED_FIN: { closeCode: 1002, message: "a control frame without FIN" },
  /** RFC 6455 section 5.5: at most 125 bytes. */
  WIRE_INVALID_CONTROL_LENGTH: { closeCode: 1002, message: "a control frame longer than 125 bytes" },
  /** RFC 6455 section 5.1: a client masks every frame. */
  WIRE_EXPECTED_MASK: { closeCode: 1002, message: "a frame from the client is not masked" },
  /** RFC 6455 section 5.1: a server masks none. */
  WIRE_UNEXPECTED_MASK: { closeCode: 1002, message: "a frame from the server is masked" },
  /** RFC 6455 section 5.2: the shortest form of the length must be used. */
  WIRE_LENGTH_NOT_MINIMAL: { closeCode: 1002, message: "the payload length is not in its shortest form" },
  /** RFC 6455 section 5.2: the most significant bit of a 64-bit length must be 0. */
  WIRE_INVALID_LENGTH: { closeCode: 1002, message: "the top bit of the 64-bit payload length is set" },
  /** RFC 6455 section 5.5.1: a close body is empty or begins with a two-byte code. */
  WIRE_INVALID_CLOSE_LENGTH: { closeCode: 1002, message: "a close frame with a body of one byte" },
  /** RFC 6455 section 7.4. */
  WIRE_INVALID_CLOSE_CODE: { closeCode: 1002, message: "a close code that must not be sent" },
  /** RFC 6455 section 8.1; reported at the byte that is wrong. */
  WIRE_INVALID_UTF8: { closeCode: 1007, message: "text that is not UTF-8" },
  /** Limit `maxMessageBytes`. */
  WIRE_MESSAGE_TOO_BIG: { closeCode: 1009, message: "the message is larger than maxMessageBytes" },
  /** Limit `maxFragments`. */
  WIRE_TOO_MANY_FRAGMENTS: { closeCode: 1008, message: "the message has more frames than maxFragments" },
} as const satisfies Record<string, Refusal>;

export type ProtocolErrorCode = keyof typeof protocolErrors;

/** The peer broke RFC 6455 or RFC 7692. Fail the connection with `closeCode` (RFC 6455 section 7.1.7). */
export class WebSocketProtocolError extends WireError {
  declare readonly code: ProtocolErrorCode;
  /** The code for the close frame that answers it. */
  readonly closeCode: number;
  /** The opcode, payload length or close code that was refused, where it was one of these. */
  readonly value: number | undefined;

  constructor(code: ProtocolErrorCode, value?: number) {
    const { message, closeCode } = protocolErrors[code];
    super(code, value === undefined ? message : `${message}: ${value}`);
    this.closeCode = closeCode;
    this.value = value;
  }
}

/** Every refusal of an opening handshake; `status` is what a server answers it with. */
export const handshakeErrors = {
  /** The bytes are not an HTTP/1.1 head (RFC 9112). */
  WIRE_INVALID_HEAD: { status: 400, message: "not a valid HTTP/1.1 head" },
  /** Limit `maxHeadBytes` or `maxHeaders`. */
  WIRE_HEAD_TOO_LARGE: { status: 431, message: "the HTTP head is too large" },
  /** RFC 6455 section 4.1: the method must be GET. */
  WIRE_INVALID_METHOD: { status: 405, message: "the method of an opening handshake is GET" },
  /** RFC 6455 section 4.1: HTTP/1.1 or higher. */
  WIRE_INVALID_HTTP_VERSION: { status: 400, message: "an opening handshake needs HTTP/1.1 or higher" },
  /** RFC 6455 section 4.2.1: exactly one Host. */
  WIRE_INVALID_HOST: { status: 400, message: "the Host header is missing or given twice" },
  /** RFC 6455 sections 4.1 and 4.2.1: Upgrade must contain `websocket`. */
  WIRE_INVALID_UPGRADE: { status: 426, message: "the Upgrade header does not say websocket" },
  /** RFC 6455 sections 4.1 and 4.2.1: Connection must contain `Upgrade`. */
  WIRE_INVALID_CONNECTION: { status: 400, message: "the Connection header does not say Upgrade" },
  /** RFC 6455 section 4.2.1: 16 bytes in Base64, once. */
  WIRE_INVALID_KEY: { status: 400, message: "Sec-WebSocket-Key is not 16 bytes in Base64" },
  /** RFC 6455 section 4.4. */
  WIRE_INVALID_VERSION: { status: 426, message: "Sec-WebSocket-Version is not 13" },
  /** RFC 6455 section 4.1: a list of distinct tokens. */
  WIRE_INVALID_PROTOCOL: { status: 400, message: "Sec-WebSocket-Protocol cannot be read" },
  /** RFC 6455 section 9.1. */
  WIRE_INVALID_EXTENSIONS: { status: 400, message: "Sec-WebSocket-Extensions cannot be read" },
  /** RFC 6455 section 4.1: anything but 101 is no WebSocket. */
  WIRE_UNEXPECTED_STATUS: { status: 502, message: "the server did not switch protocols" },
  /** RFC 6455 section 4.1: proof that the server read the key. */
  WIRE_INVALID_ACCEPT: { status: 502, message: "Sec-WebSocket-Accept does not answer the key that was sent" },
  /** RFC 6455 section 4.1: the server chose a subprotocol that was not offered. */
  WIRE_UNEXPECTED_PROTOCOL: { status: 502, message: "the server chose a subprotocol that was not offered" },
  /** RFC 6455 section 4.1: the server uses an extension that was not offered. */
  WIRE_UNEXPECTED_EXTENSION: { status: 502, message: "the server uses an extension that was not offered" },
  /** RFC 7692 section 7.1: the answer does not fit the offer. */
  WIRE_INVALID_DEFLATE_ANSWER: {
    status: 502,
    message: "the answer to the permessage-deflate offer is not valid",
  },
} as const satisfies Record<string, { readonly status: number; readonly message: string }>;

export type HandshakeErrorCode = keyof typeof handshakeErrors;

/** An opening handshake that cannot become a WebSocket (RFC 6455 section 4). */
export class HandshakeError extends WireError {
  declare readonly code: HandshakeErrorCode;
  /** What a server answers with; 502 where the fault is a server's and nobody is left to answer. */
  readonly status: number;
  /** Headers the answer must carry, e.g. `Sec-WebSocket-Version: 13` with 426. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HandshakeErrorCode, detail?: string, headers: Readonly<Record<string, string>> = {}) {
    const { message, status } = handshakeErrors[code];
    super(code, detail === undefined ? message : `${message}: ${detail}`);
    this.status = status;
    this.headers = headers;
  }
}
