import { EngineProtocolError } from "./errors.js";
import { defaultPayloadLimits, type PayloadLimits } from "./limits.js";
import {
  decodeEnginePacket,
  type EnginePacket,
  type EngineVersion,
  encodeEnginePacketText,
} from "./packet.js";
import { decodePayloadV3, encodePayloadV3 } from "./payload-v3.js";
import { decodeUtf8 } from "./utf8.js";

const separator = "\x1e";

/**
 * Writes a polling body. Text, except for version 3 with `binary` and binary data among the
 * packets: then the octet-stream form. `binary` tells whether the peer takes that form.
 */
export function encodePayload(
  packets: readonly EnginePacket[],
  version: EngineVersion,
  { binary }: { readonly binary: boolean },
): string | Uint8Array {
  if (version === 3) return encodePayloadV3(packets, binary);
  let body = "";
  for (const packet of packets) {
    body += (body === "" ? "" : separator) + encodeEnginePacketText(packet, 4);
  }
  return body;
}

/**
 * Reads a polling body. Bytes are the octet-stream form in version 3 and UTF-8 text in version 4.
 * Throws EngineProtocolError, also when a limit is exceeded.
 */
export function decodePayload(
  body: string | Uint8Array,
  version: EngineVersion,
  limits: Partial<PayloadLimits> = {},
): EnginePacket[] {
  const { maxPayloadBytes, maxPackets } = { ...defaultPayloadLimits, ...limits };
  if (body.length > maxPayloadBytes) {
    throw new EngineProtocolError("ENGINE_PAYLOAD_TOO_LARGE", `payload over ${maxPayloadBytes}`);
  }
  const packets: EnginePacket[] = [];
  const add = (raw: string | Uint8Array) => {
    if (packets.length >= maxPackets) {
      throw new EngineProtocolError("ENGINE_TOO_MANY_PACKETS", `more than ${maxPackets} packets`);
    }
    packets.push(decodeEnginePacket(raw, version));
  };
  if (version === 3) {
    decodePayloadV3(body, add);
  } else {
    const text = typeof body === "string" ? body : decodeUtf8(body);
    let start = 0;
    for (let end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      add(text.slice(start, end));
      start = end + 1;
    }
    add(text.slice(start));
  }
  return packets;
}
