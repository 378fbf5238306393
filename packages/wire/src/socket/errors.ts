import { WireError } from "../errors.js";

/** Every reason for which a Socket.IO packet is refused. Stable. */
export type SocketErrorCode =
  /** The type is not one of 0 to 6. */
  | "SOCKET_UNKNOWN_TYPE"
  /** A namespace that cannot be written, because it has a comma or no leading slash. */
  | "SOCKET_BAD_NAMESPACE"
  /** An acknowledgement id over 2^53 - 1, or none where one must be. */
  | "SOCKET_BAD_ID"
  /** The payload is not JSON, or the data to send cannot be written as JSON. */
  | "SOCKET_BAD_JSON"
  /** The payload has not the shape that its packet type asks for. */
  | "SOCKET_BAD_PAYLOAD"
  /** An event named like one that a Socket.IO library emits itself. */
  | "SOCKET_RESERVED_EVENT"
  /** Arrays and objects nested deeper than `maxNesting`, or a cycle. */
  | "SOCKET_TOO_DEEP"
  /** More attachments announced than `maxAttachments`. */
  | "SOCKET_TOO_MANY_ATTACHMENTS"
  /** The announced number of attachments and the placeholders do not agree. */
  | "SOCKET_BAD_ATTACHMENTS"
  /** Binary data that no packet announced, or text while attachments were due. */
  | "SOCKET_UNEXPECTED_DATA";

/** A Socket.IO packet that cannot be read or written. */
export class SocketProtocolError extends WireError {
  declare readonly code: SocketErrorCode;

  constructor(code: SocketErrorCode, message: string) {
    super(code, message);
  }
}
