export { decodeBase64, encodeBase64 } from "./base64.js";
export { type EngineErrorCode, EngineProtocolError } from "./errors.js";
export { defaultPayloadLimits, type PayloadLimits } from "./limits.js";
export { type EngineOpen, parseOpen } from "./open.js";
export {
  decodeEnginePacket,
  type EnginePacket,
  type EnginePacketType,
  type EngineVersion,
  encodeEnginePacket,
  encodeEnginePacketText,
} from "./packet.js";
export { decodePayload, encodePayload } from "./payload.js";
export { decodeUtf8, encodeUtf8 } from "./utf8.js";
