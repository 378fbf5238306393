import type { Direction, SocketIoTap, TransportName } from "@signalbox/wire";
import { type SocketPacket, SocketPacketType } from "@signalbox/wire/socket";
import { now } from "../now.js";
import type { RawData } from "./parser.js";

const { EVENT, ACK, BINARY_EVENT } = SocketPacketType;

/** Tells the Socket.IO packets of one connection to a tap. */
export class PacketTap {
  readonly #tap: SocketIoTap;
  readonly #transport: () => TransportName;
  /** The messages of the packet being received. */
  #received: RawData[] = [];

  constructor(tap: SocketIoTap, transport: () => TransportName) {
    this.#tap = tap;
    this.#transport = transport;
  }

  onRaw(raw: RawData): void {
    this.#received.push(raw);
  }

  onReceived(packet: SocketPacket): void {
    const raws = this.#received;
    this.#received = [];
    this.#tell("received", packet, raws);
  }

  onSent(packet: SocketPacket, raws: readonly RawData[]): void {
    this.#tell("sent", packet, raws);
  }

  #tell(direction: Direction, packet: SocketPacket, raws: readonly RawData[]): void {
    const { type, nsp, id, data } = packet;
    const isBinary = raws.length > 1 && (type === EVENT || type === ACK);
    this.#tap.socketPacket?.({
      at: now(),
      direction,
      transport: this.#transport(),
      type: isBinary ? type + BINARY_EVENT - EVENT : type,
      nsp,
      ...(id !== undefined && { id }),
      ...(data !== undefined && { data }),
      raw: raws.map((one) => (one instanceof ArrayBuffer ? new Uint8Array(one) : one)),
    });
  }
}
