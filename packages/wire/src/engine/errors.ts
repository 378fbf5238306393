import { WireError } from "../errors.js";

/** Every reason for which an Engine.IO packet or payload is refused. Stable. */
export type EngineErrorCode =
  /** A packet without even a type. */
  | "ENGINE_EMPTY_PACKET"
  /** The type is not one of 0 to 6. */
  | "ENGINE_UNKNOWN_TYPE"
  /** Binary data on a packet other than `message`. */
  | "ENGINE_BINARY_TYPE"
  /** Characters outside the Base64 alphabet, or an impossible length. */
  | "ENGINE_BAD_BASE64"
  /** Text that is not UTF-8. */
  | "ENGINE_BAD_UTF8"
  /** A version 3 payload whose length prefix is malformed or exceeds the body. */
  | "ENGINE_BAD_LENGTH"
  /** A body over `maxPayloadBytes`. */
  | "ENGINE_PAYLOAD_TOO_LARGE"
  /** More packets in one body than `maxPackets`. */
  | "ENGINE_TOO_MANY_PACKETS"
  /** The open packet's JSON is malformed or lacks a field. */
  | "ENGINE_BAD_OPEN";

/** An Engine.IO packet or payload that cannot be read or written. */
export class EngineProtocolError extends WireError {
  declare readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string) {
    super(code, message);
  }
}
