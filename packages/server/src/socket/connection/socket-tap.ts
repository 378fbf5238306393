import type { SocketIoTap, TransportName } from "@signalbox/wire";
import { SocketPacketDecoder } from "@signalbox/wire/socket";
import { now } from "../../engine/now.js";
import type { EncodedPart, Packet } from "./parser.js";

/** Tells an observer of a connection's Socket.IO packets, with the messages that carried them. */
export class SocketTap {
  readonly #tap: SocketIoTap;
  #incoming: EncodedPart[] = [];

  constructor(tap: SocketIoTap) {
    this.#tap = tap;
  }

  /** A message has come; the packet that it completes follows. */
  receive(raw: EncodedPart): void {
    this.#incoming.push(raw);
  }

  received(packet: Packet, transport: TransportName): void {
    const raw = this.#incoming;
    this.#incoming = [];
    this.#tell("received", packet, raw, transport);
  }

  sent(packet: Packet, raw: readonly EncodedPart[], transport: TransportName): void {
    this.#tell("sent", packet, raw, transport);
  }

  /** Of a packet that an adapter encoded there is only what it encoded. */
  sentEncoded(raw: readonly EncodedPart[], transport: TransportName): void {
    const decoder = new SocketPacketDecoder({ maxAttachments: raw.length });
    for (const part of raw) {
      const packet = decoder.push(part);
      if (packet !== undefined) this.#tell("sent", packet, raw, transport);
    }
  }

  #tell(
    direction: "sent" | "received",
    { type, nsp, id, data }: Packet,
    raw: readonly EncodedPart[],
    transport: TransportName,
  ): void {
    this.#tap.socketPacket?.({
      at: now(),
      direction,
      transport,
      type,
      nsp,
      ...(id === undefined ? {} : { id }),
      ...(data === undefined ? {} : { data }),
      raw,
    });
  }
}
