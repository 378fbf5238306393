import { sizeOf } from "./bytes.js";
import type { OutgoingPacket, Transport } from "./transport.js";

export type SendCallback = (transport: Transport) => void;

/** What a session has accepted and its transport could not take yet, in order. */
export class Outbox {
  #packets: OutgoingPacket[] = [];
  #callbacks: SendCallback[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#packets.length === 0;
  }

  /** Bytes of binary data and UTF-16 code units of text. */
  get bytes(): number {
    return this.#bytes;
  }

  add(packet: OutgoingPacket, callback: SendCallback | undefined): void {
    this.#packets.push(packet);
    this.#bytes += sizeOf(packet.data);
    if (callback !== undefined) this.#callbacks.push(callback);
  }

  take(): { packets: readonly OutgoingPacket[]; callbacks: readonly SendCallback[] } {
    const taken = { packets: this.#packets, callbacks: this.#callbacks };
    this.#packets = [];
    this.#callbacks = [];
    this.#bytes = 0;
    return taken;
  }
}
