import { encodeSocketPacket, type SocketPacket, SocketPacketDecoder } from "@signalbox/wire/socket";

/** A message as the engine carries it: text, or bytes as a Buffer (Node) or ArrayBuffer (browsers). */
export type RawData = string | Uint8Array | ArrayBuffer;

/** The shape of pluggable parsers, that of the `socket.io-parser` package. */
export interface Parser {
  Encoder: new () => { encode(packet: SocketPacket): unknown[] };
  Decoder: new () => {
    on(event: "decoded", listener: (packet: SocketPacket) => void): unknown;
    add(raw: RawData): void;
    destroy(): void;
  };
}

/** A parser at work on one connection. */
export interface Codec {
  encode(packet: SocketPacket): RawData[];
  /** Calls back with the packet that `raw` completes. Throws when it is not one. */
  decode(raw: RawData): void;
  destroy(): void;
}

export function createCodec(parser: Parser | undefined, onPacket: (packet: SocketPacket) => void): Codec {
  if (parser !== undefined) {
    const encoder = new parser.Encoder();
    const decoder = new parser.Decoder();
    decoder.on("decoded", onPacket);
    return {
      encode: (packet) => encoder.encode(packet) as RawData[],
      decode: (raw) => decoder.add(raw),
      destroy: () => decoder.destroy(),
    };
  }
  const decoder = new SocketPacketDecoder();
  return {
    encode: encodeSocketPacket,
    decode(raw) {
      const packet = decoder.push(raw);
      if (packet !== undefined) onPacket(packet);
    },
    destroy: () => decoder.reset(),
  };
}
