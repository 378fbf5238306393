import { isCloseCodeOnWire } from "./close-codes.js";
import { WebSocketProtocolError } from "./errors.js";
import { FIN, isKnownOpcode, MASK, Opcode, RSV1, RSV2, RSV3 } from "./opcode.js";
import type { Utf8Check } from "./utf8.js";

/**
 * Checks the first two bytes of a frame header (RFC 6455 sections 5.1, 5.2, 5.4 and 5.5).
 *
 * @param expectedMask `MASK` where the peer is a client, 0 where it is a server.
 * @param inMessage a fragmented message has begun and not ended.
 * @param compression permessage-deflate was negotiated (RFC 7692 section 6.1).
 */
export function refuseFrameStart(
  first: number,
  second: number,
  expectedMask: number,
  inMessage: boolean,
  compression: boolean,
): WebSocketProtocolError | undefined {
  const opcode = first & 15;
  if ((first & (RSV2 | RSV3)) !== 0) return new WebSocketProtocolError("WIRE_UNEXPECTED_RSV_2_3");
  if ((first & RSV1) !== 0 && !(compression && (opcode === Opcode.text || opcode === Opcode.binary))) {
    return new WebSocketProtocolError("WIRE_UNEXPECTED_RSV_1");
  }
  if (!isKnownOpcode(opcode)) return new WebSocketProtocolError("WIRE_INVALID_OPCODE", opcode);
  if (opcode >= Opcode.close) {
    if ((first & FIN) === 0) return new WebSocketProtocolError("WIRE_EXPECTED_FIN");
    if ((second & 127) > 125) return new WebSocketProtocolError("WIRE_INVALID_CONTROL_LENGTH", second & 127);
  } else if (inMessage) {
    if (opcode !== Opcode.continuation)
      return new WebSocketProtocolError("WIRE_EXPECTED_CONTINUATION", opcode);
  } else if (opcode === Opcode.continuation)
    return new WebSocketProtocolError("WIRE_UNEXPECTED_CONTINUATION", opcode);
  if ((second & MASK) !== expectedMask) {
    return new WebSocketProtocolError(expectedMask === 0 ? "WIRE_UNEXPECTED_MASK" : "WIRE_EXPECTED_MASK");
  }
  return undefined;
}

/** Checks a 16-bit (header of 4 bytes) or 64-bit (10 bytes) length without the key (RFC 6455 section 5.2). */
export function refuseLength(length: number, headLength: number): WebSocketProtocolError | undefined {
  if (length === Number.POSITIVE_INFINITY) return new WebSocketProtocolError("WIRE_INVALID_LENGTH");
  if (length >= (headLength === 4 ? 126 : 65_536)) return undefined;
  return new WebSocketProtocolError("WIRE_LENGTH_NOT_MINIMAL", length);
}

/** Checks the body of a close frame (RFC 6455 sections 5.5.1, 7.4 and 8.1). */
export function refuseClosePayload(
  payload: Uint8Array,
  isUtf8: Utf8Check | undefined,
): WebSocketProtocolError | undefined {
  if (payload.length === 0) return undefined;
  if (payload.length === 1) return new WebSocketProtocolError("WIRE_INVALID_CLOSE_LENGTH", 1);
  if (!isCloseCodeOnWire(closeCodeOf(payload)))
    return new WebSocketProtocolError("WIRE_INVALID_CLOSE_CODE", closeCodeOf(payload));
  if (isUtf8 !== undefined && !isUtf8(payload.subarray(2)))
    return new WebSocketProtocolError("WIRE_INVALID_UTF8");
  return undefined;
}

/** The code in the body of a close frame; 1005 when it is empty. */
export function closeCodeOf(payload: Uint8Array): number {
  return payload.length < 2 ? 1005 : ((payload[0] as number) << 8) | (payload[1] as number);
}
