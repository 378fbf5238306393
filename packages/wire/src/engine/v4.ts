import { decodeBase64, encodeBase64 } from "./base64.js";
import type { EngineCodec } from "./codec.js";
import { decodeTextPacket, encodeTextPacket, requireMessage } from "./packet.js";
import { readPayload } from "./payload.js";
import { decodeUtf8 } from "./utf8.js";

const separator = "\x1e";

/** Engine.IO 4: packets of a body are joined by a separator; bytes are Base64 behind `b`. */
export const engine4: EngineCodec = {
  version: 4,

  encodePacket({ type, data }) {
    if (typeof data !== "object") return encodeTextPacket(type, data);
    requireMessage(type);
    return data;
  },

  encodePacketText({ type, data }) {
    if (typeof data !== "object") return encodeTextPacket(type, data);
    requireMessage(type);
    return `b${encodeBase64(data)}`;
  },

  decodePacket(raw) {
    if (typeof raw !== "string") return { type: "message", data: raw };
    return raw[0] === "b" ? { type: "message", data: decodeBase64(raw, 1) } : decodeTextPacket(raw);
  },

  encodePayload: (packets) => packets.map(engine4.encodePacketText).join(separator),

  decodePayload: (body, limits) => readPayload(engine4, body, limits, split),
};

function split(body: string | Uint8Array, maxPackets: number): string[] {
  const text = typeof body === "string" ? body : decodeUtf8(body);
  return text.split(separator, maxPackets + 1);
}
