import { decodeBase64, encodeBase64 } from "./base64.js";
import { EngineProtocolError } from "./errors.js";

/** 3 is spoken by Socket.IO 1 and 2, 4 by Socket.IO 3 and 4. */
export type EngineVersion = 3 | 4;

/** In the order of their numbers on the wire, 0 to 6. */
const types = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;
const message = 4;

export type EnginePacketType = (typeof types)[number];

/** One packet. A `message` always has data, if only an empty text; others have it when not empty. */
export interface EnginePacket {
  readonly type: EnginePacketType;
  readonly data?: string | Uint8Array;
}

const zero = 48;
const base64Mark = 98;

function typeAt(number: number): EnginePacketType {
  const type = types[number];
  if (type === undefined) throw new EngineProtocolError("ENGINE_UNKNOWN_TYPE", "unknown packet type");
  return type;
}

function requireMessage(type: EnginePacketType): void {
  if (type !== "message") {
    throw new EngineProtocolError("ENGINE_BINARY_TYPE", `binary data in a ${type} packet`);
  }
}

/** Writes a packet as one WebSocket message: version 3 puts a type byte before binary data, 4 does not. */
export function encodeEnginePacket(packet: EnginePacket, version: EngineVersion): string | Uint8Array {
  const { data } = packet;
  if (data === undefined || typeof data === "string") return encodeEnginePacketText(packet, version);
  requireMessage(packet.type);
  if (version === 4) return data;
  const bytes = new Uint8Array(data.length + 1);
  bytes[0] = message;
  bytes.set(data, 1);
  return bytes;
}

/** Writes a packet as text, binary data as Base64: for polling, and for peers that take no binary. */
export function encodeEnginePacketText(packet: EnginePacket, version: EngineVersion): string {
  const { type, data } = packet;
  if (data === undefined || typeof data === "string") return types.indexOf(type) + (data ?? "");
  requireMessage(type);
  return (version === 4 ? "b" : "b4") + encodeBase64(data);
}

/** Reads one WebSocket message. Binary data is a view of `raw`. Throws EngineProtocolError. */
export function decodeEnginePacket(raw: string | Uint8Array, version: EngineVersion): EnginePacket {
  if (typeof raw === "string") return decodeText(raw, version);
  if (version === 4) return { type: "message", data: raw };
  if (raw.length === 0) throw new EngineProtocolError("ENGINE_EMPTY_PACKET", "empty packet");
  requireMessage(typeAt(raw[0] as number));
  return { type: "message", data: raw.subarray(1) };
}

function decodeText(text: string, version: EngineVersion): EnginePacket {
  if (text.length === 0) throw new EngineProtocolError("ENGINE_EMPTY_PACKET", "empty packet");
  const first = text.charCodeAt(0);
  if (first === base64Mark) {
    if (version === 4) return { type: "message", data: decodeBase64(text, 1) };
    requireMessage(typeAt(text.charCodeAt(1) - zero));
    return { type: "message", data: decodeBase64(text, 2) };
  }
  const type = typeAt(first - zero);
  return text.length > 1 || type === "message" ? { type, data: text.slice(1) } : { type };
}
