import { isCloseCodeOnWire } from "./close-codes.js";
import type { ProtocolErrorCode } from "./errors.js";
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
): ProtocolErrorCode | undefined {
  const opcode = first & 15;
  if ((first & (RSV2 | RSV3)) !== 0) return "WIRE_UNEXPECTED_RSV_2_3";
  if ((first & RSV1) !== 0 && !(compression && (opcode === Opcode.text || opcode === Opcode.binary))) {
    return "WIRE_UNEXPECTED_RSV_1";
  }
  if (!isKnownOpcode(opcode)) return "WIRE_INVALID_OPCODE";
  if (opcode >= Opcode.close) {
    if ((first & FIN) === 0) return "WIRE_EXPECTED_FIN";
    if ((second & 127) > 125) return "WIRE_INVALID_CONTROL_LENGTH";
  } else if (inMessage) {
    if (opcode !== Opcode.continuation) return "WIRE_EXPECTED_CONTINUATION";
  } else if (opcode === Opcode.continuation) return "WIRE_UNEXPECTED_CONTINUATION";
  if ((second & MASK) !== expectedMask) {
    return expectedMask === 0 ? "WIRE_UNEXPECTED_MASK" : "WIRE_EXPECTED_MASK";
  }
  return undefined;
}

/** Checks a 16-bit (header of 4 bytes) or 64-bit (10 bytes) length without the key (RFC 6455 section 5.2). */
export function refuseLength(length: number, headLength: number): ProtocolErrorCode | undefined {
  if (length === Number.POSITIVE_INFINITY) return "WIRE_INVALID_LENGTH";
  return length < (headLength === 4 ? 126 : 65_536) ? "WIRE_LENGTH_NOT_MINIMAL" : undefined;
}

/** Checks the body of a close frame (RFC 6455 sections 5.5.1, 7.4 and 8.1). */
export function refuseClosePayload(
  payload: Uint8Array,
  isUtf8: Utf8Check | undefined,
): ProtocolErrorCode | undefined {
  if (payload.length === 0) return undefined;
  if (payload.length === 1) return "WIRE_INVALID_CLOSE_LENGTH";
  if (!isCloseCodeOnWire(closeCodeOf(payload))) return "WIRE_INVALID_CLOSE_CODE";
  if (isUtf8 !== undefined && !isUtf8(payload.subarray(2))) return "WIRE_INVALID_UTF8";
  return undefined;
}

/** The code in the body of a close frame; 1005 when it is empty. */
export function closeCodeOf(payload: Uint8Array): number {
  return payload.length < 2 ? 1005 : ((payload[0] as number) << 8) | (payload[1] as number);
}
