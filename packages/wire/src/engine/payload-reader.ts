import type { EngineCodec } from "./codec.js";
import { EngineProtocolError } from "./errors.js";
import { defaultPayloadLimits, type PayloadLimits } from "./limits.js";
import type { EnginePacket } from "./packet.js";

/** Collects the packets of a body within the limits. */
export class PayloadReader {
  readonly packets: EnginePacket[] = [];
  readonly #codec: EngineCodec;
  readonly #maxPackets: number;

  constructor(codec: EngineCodec, body: string | Uint8Array, limits: Partial<PayloadLimits> = {}) {
    const { maxPayloadBytes, maxPackets } = { ...defaultPayloadLimits, ...limits };
    if (body.length > maxPayloadBytes) {
      throw new EngineProtocolError("ENGINE_PAYLOAD_TOO_LARGE", `payload over ${maxPayloadBytes}`);
    }
    this.#codec = codec;
    this.#maxPackets = maxPackets;
  }

  add(raw: string | Uint8Array): void {
    if (this.packets.length >= this.#maxPackets) {
      throw new EngineProtocolError("ENGINE_TOO_MANY_PACKETS", `more than ${this.#maxPackets} packets`);
    }
    this.packets.push(this.#codec.decodePacket(raw));
  }
}
