/** Frame opcodes (RFC 6455 section 5.2). 3 to 7 and 11 to 15 are reserved. */
export const Opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** Whether an opcode is one of the six that RFC 6455 defines. */
export function isKnownOpcode(opcode: number): opcode is Opcode {
  return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

/** The first byte of a frame header, bit by bit (RFC 6455 section 5.2). */
export const FIN = 0x80;
export const RSV1 = 0x40;
export const RSV2 = 0x20;
export const RSV3 = 0x10;
/** The top bit of the second byte: a masking key follows the length. */
export const MASK = 0x80;
