export { decodeBase64, encodeBase64 } from "./base64.js";
export {
  decodeEnginePacket,
  decodePayload,
  type EngineCodec,
  encodeEnginePacket,
  encodeEnginePacketText,
  encodePayload,
} from "./codec.js";
export { type EngineErrorCode, EngineProtocolError } from "./errors.js";
export { defaultPayloadLimits, type PayloadLimits } from "./limits.js";
export { type EngineOpen, parseOpen } from "./open.js";
export type { EnginePacket, EnginePacketType, EngineVersion } from "./packet.js";
export { decodeUtf8, encodeUtf8 } from "./utf8.js";
export { engine3 } from "./v3.js";
export { engine4 } from "./v4.js";
