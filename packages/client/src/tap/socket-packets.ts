import type { Direction, SocketIoTap, TransportName } from "@signalbox/wire";
import { type SocketPacket, SocketPacketType } from "@signalbox/wire/socket";
import type { Codec, RawData } from "../manager/parser.js";
import { now } from "./now.js";

const { EVENT, ACK, BINARY_EVENT } = SocketPacketType;

/** The same codec, telling the Socket.IO packets of its connection to a tap. */
export function watchCodec(
  codec: Codec,
  tap: SocketIoTap | undefined,
  transport: () => TransportName,
): Codec {
  if (tap?.socketPacket === undefined) return codec;
  const tell = (direction: Direction, packet: SocketPacket, raws: readonly RawData[]) => {
    const { type, nsp, id, data } = packet;
    const isBinary = raws.length > 1 && (type === EVENT || type === ACK);
    tap.socketPacket?.({
      at: now(),
      direction,
      transport: transport(),
      type: isBinary ? type + BINARY_EVENT - EVENT : type,
      nsp,
      ...(id !== undefined && { id }),
      ...(data !== undefined && { data }),
      raw: raws.map((one) => (one instanceof ArrayBuffer ? new Uint8Array(one) : one)),
    });
  };
  /** The messages of the packet being received. */
  let received: RawData[] = [];
  return {
    encode: (packet) => codec.encode(packet),
    decode(raw) {
      received.push(raw);
      const packet = codec.decode(raw);
      if (packet === undefined) return undefined;
      tell("received", packet, received);
      received = [];
      return packet;
    },
    destroy: () => codec.destroy(),
    onSent(packet, raws) {
      let unsent = raws.length;
      return () => {
        if (--unsent === 0) tell("sent", packet, raws);
      };
    },
  };
}
