import type { PayloadLimits } from "./limits.js";
import type { EnginePacket, EngineVersion } from "./packet.js";
import { engine3 } from "./v3.js";
import { engine4 } from "./v4.js";

/** One version's way to write and read. What reads throws EngineProtocolError. */
export interface EngineCodec {
  readonly version: EngineVersion;
  /** Writes a packet as one WebSocket message. */
  encodePacket(packet: EnginePacket): string | Uint8Array;
  /** Writes a packet as text, binary data as Base64: for polling, and for peers that take no binary. */
  encodePacketText(packet: EnginePacket): string;
  /** Reads one WebSocket message. Binary data is a view of `raw`. */
  decodePacket(raw: string | Uint8Array): EnginePacket;
  /** Writes a polling body; `binary` tells whether the peer takes the octet-stream form. */
  encodePayload(packets: readonly EnginePacket[], binary: boolean): string | Uint8Array;
  /** Reads a polling body: text, or bytes of the octet-stream form. */
  decodePayload(body: string | Uint8Array, limits?: Partial<PayloadLimits>): EnginePacket[];
}

function codecOf(version: EngineVersion): EngineCodec {
  return version === 4 ? engine4 : engine3;
}

/** Writes a packet as one WebSocket message: version 3 puts a type byte before binary data, 4 does not. */
export function encodeEnginePacket(packet: EnginePacket, version: EngineVersion): string | Uint8Array {
  return codecOf(version).encodePacket(packet);
}

/** Writes a packet as text, binary data as Base64: for polling, and for peers that take no binary. */
export function encodeEnginePacketText(packet: EnginePacket, version: EngineVersion): string {
  return codecOf(version).encodePacketText(packet);
}

/** Reads one WebSocket message. Binary data is a view of `raw`. Throws EngineProtocolError. */
export function decodeEnginePacket(raw: string | Uint8Array, version: EngineVersion): EnginePacket {
  return codecOf(version).decodePacket(raw);
}

/**
 * Writes a polling body. Text, except for version 3 with `binary` and binary data among the
 * packets: then the octet-stream form. `binary` tells whether the peer takes that form.
 */
export function encodePayload(
  packets: readonly EnginePacket[],
  version: EngineVersion,
  { binary }: { readonly binary: boolean },
): string | Uint8Array {
  return codecOf(version).encodePayload(packets, binary);
}

/**
 * Reads a polling body. Bytes are the octet-stream form in version 3 and UTF-8 text in version 4.
 * Throws EngineProtocolError, also when a limit is exceeded.
 */
export function decodePayload(
  body: string | Uint8Array,
  version: EngineVersion,
  limits?: Partial<PayloadLimits>,
): EnginePacket[] {
  return codecOf(version).decodePayload(body, limits);
}
