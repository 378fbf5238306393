import { mask } from "./mask.js";
import { MASK, type Opcode } from "./opcode.js";

/** Bytes that the header of a frame takes, masking key included: 2 to 14. */
export function frameHeadLength(payloadLength: number, masked: boolean): number {
  return (payloadLength < 126 ? 2 : payloadLength < 65_536 ? 4 : 10) + (masked ? 4 : 0);
}

/**
 * Writes the header of a frame into `target` at `offset` and returns the offset behind it.
 *
 * @param first the first byte: FIN, RSV bits and opcode. Nothing is checked, so that a wrong one can be sent on purpose.
 * @param maskKey the masking key (see mask.ts); `undefined` for the frame of a server.
 */
export function writeFrameHead(
  target: Uint8Array,
  offset: number,
  first: number,
  payloadLength: number,
  maskKey: number | undefined,
): number {
  const masked = maskKey === undefined ? 0 : MASK;
  target[offset++] = first;
  if (payloadLength < 126) {
    target[offset++] = masked | payloadLength;
  } else if (payloadLength < 65_536) {
    target[offset++] = masked | 126;
    target[offset++] = payloadLength >> 8;
    target[offset++] = payloadLength & 255;
  } else {
    target[offset++] = masked | 127;
    const high = Math.floor(payloadLength / 0x1_0000_0000);
    const low = payloadLength >>> 0;
    target[offset++] = high >>> 24;
    target[offset++] = (high >>> 16) & 255;
    target[offset++] = (high >>> 8) & 255;
    target[offset++] = high & 255;
    target[offset++] = low >>> 24;
    target[offset++] = (low >>> 16) & 255;
    target[offset++] = (low >>> 8) & 255;
    target[offset++] = low & 255;
  }
  if (maskKey !== undefined) {
    target[offset++] = maskKey & 255;
    target[offset++] = (maskKey >>> 8) & 255;
    target[offset++] = (maskKey >>> 16) & 255;
    target[offset++] = maskKey >>> 24;
  }
  return offset;
}

/** One frame in words (RFC 6455 section 5.2). */
export interface Frame {
  readonly opcode: Opcode | number;
  readonly payload: Uint8Array;
  /** Default `true`. */
  readonly fin?: boolean;
  /** The three reserved bits, rsv1 = 4, rsv2 = 2, rsv3 = 1. Default 0. */
  readonly rsv?: number;
  /** A masking key makes it the frame of a client. */
  readonly maskKey?: number;
}

/** The bytes of one frame. The payload is copied, never changed. */
export function encodeFrame({ opcode, payload, fin = true, rsv = 0, maskKey }: Frame): Uint8Array {
  const head = frameHeadLength(payload.length, maskKey !== undefined);
  const bytes = new Uint8Array(head + payload.length);
  writeFrameHead(bytes, 0, (fin ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15), payload.length, maskKey);
  bytes.set(payload, head);
  if (maskKey !== undefined) mask(bytes, head, bytes.length, maskKey);
  return bytes;
}
