import { encodeSocketPacket, SocketPacketDecoder } from "@signalbox/wire/socket";
import type { Codec } from "./parser.js";

/** The codec of the protocol: JSON, with binary data as attachments. */
export function createJsonCodec(): Codec {
  const decoder = new SocketPacketDecoder();
  return { encode: encodeSocketPacket, decode: (raw) => decoder.push(raw), destroy: () => decoder.reset() };
}
