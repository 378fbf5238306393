import { sizeOf } from "../bytes.js";
import type { OutgoingPacket, Transport } from "../transports/transport.js";

export type SendCallback = (transport: Transport) => void;

/** What a session has accepted since its transport last took something, in order. */
export class Outbox {
  readonly packets: OutgoingPacket[] = [];
  readonly callbacks: SendCallback[] = [];
  #bytes = 0;

  /** Bytes of binary data and UTF-16 code units of text. */
  get bytes(): number {
    return this.#bytes;
  }

  add(packet: OutgoingPacket, callback: SendCallback | undefined): void {
    this.packets.push(packet);
    this.#bytes += sizeOf(packet.data);
    if (callback !== undefined) this.callbacks.push(callback);
  }
}
