import { EventEmitter } from "node:events";
import {
  encodeSocketPacket,
  type SocketPacket,
  SocketPacketDecoder,
  SocketPacketType,
} from "@signalbox/wire/socket";

export type Packet = SocketPacket;
export type EncodedPart = string | Uint8Array;

/** Writes packets. `socket.io-msgpack-parser` and others implement it. */
export interface PacketEncoder {
  /** The Engine.IO messages that carry the packet, in order. */
  encode(packet: Packet): EncodedPart[];
}

/** Reads packets: one instance a connection, an event `decoded` for each packet. */
export interface PacketDecoder {
  add(raw: string | Buffer): void;
  on(event: "decoded", listener: (packet: Packet) => void): unknown;
  destroy(): void;
}

/** The option `parser`: how packets are written on the wire. */
export interface PacketParser {
  readonly Encoder: new () => PacketEncoder;
  readonly Decoder: new () => PacketDecoder;
}

/** The encoder of the protocol itself: JSON, and attachments for binary data. */
export class Encoder implements PacketEncoder {
  encode(packet: Packet): EncodedPart[] {
    return encodeSocketPacket(packet);
  }
}

/** The decoder of the protocol itself. */
export class Decoder extends EventEmitter implements PacketDecoder {
  readonly #decoder = new SocketPacketDecoder();

  add(raw: string | Buffer): void {
    const packet = this.#decoder.push(raw);
    if (packet !== undefined) this.emit("decoded", packet);
  }

  destroy(): void {
    this.#decoder.reset();
  }
}

export const defaultParser = {
  protocol: 5,
  PacketType: SocketPacketType,
  Encoder,
  Decoder,
} as const;
