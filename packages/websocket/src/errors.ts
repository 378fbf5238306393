import type { WebSocketProtocolError } from "@signalbox/wire/websocket";

/**
 * Every code an error of this package can carry; the class is what programs written for ws expect to catch.
 *
 *     Error
 *     ├─ WebSocketError        a handshake, a state, a limit
 *     ├─ RangeError            a frame that breaks a rule of RFC 6455 (ProtocolRangeError)
 *     ├─ TypeError             a wrong argument of the caller
 *     └─ SyntaxError           a URL or subprotocol that cannot be used (RFC 6455 section 3, 4.1)
 */
export type WebSocketErrorCode =
  | "WS_ERR_EXPECTED_FIN"
  | "WS_ERR_EXPECTED_MASK"
  | "WS_ERR_INVALID_CLOSE_CODE"
  | "WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH"
  | "WS_ERR_INVALID_OPCODE"
  | "WS_ERR_INVALID_UTF8"
  | "WS_ERR_LENGTH_NOT_MINIMAL"
  | "WS_ERR_TOO_MANY_BUFFERED_PARTS"
  | "WS_ERR_UNEXPECTED_MASK"
  | "WS_ERR_UNEXPECTED_RSV_1"
  | "WS_ERR_UNEXPECTED_RSV_2_3"
  | "WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH"
  | "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH"
  | "WS_ERR_NOT_OPEN"
  | "WS_ERR_BUFFER_FULL"
  | "WS_ERR_PING_TIMEOUT"
  | "WS_ERR_CLOSED_BEFORE_OPEN"
  | "WS_ERR_HANDSHAKE_TIMEOUT"
  | "WS_ERR_UNEXPECTED_RESPONSE"
  | "WS_ERR_INVALID_HANDSHAKE"
  | "WS_ERR_TOO_MANY_REDIRECTS"
  | "WS_ERR_INVALID_REDIRECT"
  | "WS_ERR_SERVER_CLOSED";

/** An error that is not a fault in an argument: what went wrong stands in `code`. */
export class WebSocketError extends Error {
  readonly code: WebSocketErrorCode;

  constructor(code: WebSocketErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The peer broke RFC 6455 or 7692; `cause` is the refusal of the frame reader. */
export class ProtocolRangeError extends RangeError {
  readonly code: WebSocketErrorCode;

  constructor(code: WebSocketErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const frame = "Invalid WebSocket frame:";
const tooLong = ["WS_ERR_UNSUPPORTED_MESSAGE_LENGTH", "Max payload size exceeded"] as const;
const invalidOpcode = ["WS_ERR_INVALID_OPCODE", `${frame} invalid opcode`] as const;
const invalidControlLength = [
  "WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH",
  `${frame} invalid payload length`,
] as const;

/** Code and wording that programs written for ws know; the value that was refused is put behind it. */
const protocolErrors: Record<WebSocketProtocolError["code"], readonly [WebSocketErrorCode, string]> = {
  WIRE_UNEXPECTED_RSV_1: ["WS_ERR_UNEXPECTED_RSV_1", `${frame} RSV1 must be clear`],
  WIRE_UNEXPECTED_RSV_2_3: ["WS_ERR_UNEXPECTED_RSV_2_3", `${frame} RSV2 and RSV3 must be clear`],
  WIRE_INVALID_OPCODE: invalidOpcode,
  WIRE_UNEXPECTED_CONTINUATION: invalidOpcode,
  WIRE_EXPECTED_CONTINUATION: invalidOpcode,
  WIRE_EXPECTED_FIN: ["WS_ERR_EXPECTED_FIN", `${frame} FIN must be set`],
  WIRE_INVALID_CONTROL_LENGTH: invalidControlLength,
  WIRE_EXPECTED_MASK: ["WS_ERR_EXPECTED_MASK", `${frame} MASK must be set`],
  WIRE_UNEXPECTED_MASK: ["WS_ERR_UNEXPECTED_MASK", `${frame} MASK must be clear`],
  WIRE_LENGTH_NOT_MINIMAL: [
    "WS_ERR_LENGTH_NOT_MINIMAL",
    `${frame} the payload length is not in its shortest form,`,
  ],
  WIRE_INVALID_LENGTH: [
    "WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH",
    "Unsupported WebSocket frame: payload length > 2^53 - 1",
  ],
  WIRE_INVALID_CLOSE_LENGTH: invalidControlLength,
  WIRE_INVALID_CLOSE_CODE: ["WS_ERR_INVALID_CLOSE_CODE", `${frame} invalid status code`],
  WIRE_INVALID_UTF8: ["WS_ERR_INVALID_UTF8", `${frame} invalid UTF-8 sequence`],
  WIRE_MESSAGE_TOO_BIG: tooLong,
  WIRE_TOO_MANY_FRAGMENTS: ["WS_ERR_TOO_MANY_BUFFERED_PARTS", "Too many message fragments"],
};

/** A refusal of the frame reader under the code that programs written for ws look for. */
export function fromProtocolError(cause: WebSocketProtocolError): Error {
  const [code, wording] = protocolErrors[cause.code];
  const message = cause.value === undefined ? wording : `${wording} ${cause.value}`;
  const ErrorClass = code === "WS_ERR_INVALID_UTF8" ? WebSocketError : ProtocolRangeError;
  return new ErrorClass(code, message, { cause });
}

/** A message that inflates beyond `maxPayload`. */
export function messageTooLong(): ProtocolRangeError {
  return new ProtocolRangeError(...tooLong);
}

const stateNames = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];

/** `send`, `ping` or `pong` in a state that has no use for it. */
export function notOpen(readyState: number): WebSocketError {
  return new WebSocketError(
    "WS_ERR_NOT_OPEN",
    `WebSocket is not open: readyState ${readyState} (${stateNames[readyState]})`,
  );
}
