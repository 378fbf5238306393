export { SocketPacketDecoder } from "./decoder.js";
export { encodeSocketPacket } from "./encoder.js";
export { type SocketErrorCode, SocketProtocolError } from "./errors.js";
export { defaultSocketPacketLimits, type SocketPacketLimits } from "./limits.js";
export { reservedEvents, type SocketPacket, SocketPacketType } from "./packet.js";
