import type { SocketPacket } from "@signalbox/wire/socket";

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
  /** The packet that `raw` completes, if it does. Throws when it is none. */
  decode(raw: RawData): SocketPacket | undefined;
  destroy(): void;
  /** To be called for each message of a packet when it is on its way; set when somebody watches. */
  onSent?(packet: SocketPacket, raws: readonly RawData[]): () => void;
}

let createStandard: () => Codec;

/** Called by each entry for the codec of connections that have no parser of their own. */
export function useCodec(create: () => Codec): void {
  createStandard = create;
}

export function createCodec(parser: Parser | undefined): Codec {
  return parser ? codecOf(parser) : createStandard();
}

export function codecOf(parser: Parser): Codec {
  const encoder = new parser.Encoder();
  const decoder = new parser.Decoder();
  let decoded: SocketPacket | undefined;
  decoder.on("decoded", (packet) => {
    decoded = packet;
  });
  return {
    encode: (packet) => encoder.encode(packet) as RawData[],
    decode(raw) {
      decoded = undefined;
      decoder.add(raw);
      return decoded;
    },
    destroy: () => decoder.destroy(),
  };
}
