import { EngineProtocolError } from "./errors.js";

/** 3 is spoken by Socket.IO 1 and 2, 4 by Socket.IO 3 and 4. */
export type EngineVersion = 3 | 4;

/** In the order of their numbers on the wire, 0 to 6. */
const types = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;

export type EnginePacketType = (typeof types)[number];

/** One packet. A `message` always has data, if only an empty text; others have it when not empty. */
export interface EnginePacket {
  readonly type: EnginePacketType;
  readonly data?: string | Uint8Array;
}

const zero = 48;

export function refuseEmpty(length: number): void {
  if (length === 0) throw new EngineProtocolError("ENGINE_EMPTY_PACKET", "empty packet");
}

export function typeOfNumber(number: number): EnginePacketType {
  const type = types[number];
  if (type === undefined) throw new EngineProtocolError("ENGINE_UNKNOWN_TYPE", "unknown packet type");
  return type;
}

export function typeOfDigit(text: string, at: number): EnginePacketType {
  return typeOfNumber(text.charCodeAt(at) - zero);
}

export function requireMessage(type: EnginePacketType): void {
  if (type !== "message") {
    throw new EngineProtocolError("ENGINE_BINARY_TYPE", `binary data in a ${type} packet`);
  }
}

/** Writes a packet that carries text or nothing: the same in both versions. */
export function encodeTextPacket(type: EnginePacketType, data = ""): string {
  return types.indexOf(type) + data;
}

export function decodeTextPacket(text: string): EnginePacket {
  refuseEmpty(text.length);
  const type = typeOfDigit(text, 0);
  return text.length > 1 || type === "message" ? { type, data: text.slice(1) } : { type };
}
