import type { EngineCodec } from "./codec.js";
import { EngineProtocolError } from "./errors.js";
import { defaultPayloadLimits, type PayloadLimits } from "./limits.js";
import type { EnginePacket } from "./packet.js";

type Raw = string | Uint8Array;

/** Reads the packets of a body within the limits; `split` need not yield more than `maxPackets + 1` of them. */
export function readPayload<Body extends Raw>(
  codec: EngineCodec,
  body: Body,
  limits: Partial<PayloadLimits> | undefined,
  split: (body: Body, maxPackets: number) => Iterable<Raw>,
): EnginePacket[] {
  const { maxPayloadBytes, maxPackets } = { ...defaultPayloadLimits, ...limits };
  if (body.length > maxPayloadBytes) {
    throw new EngineProtocolError("ENGINE_PAYLOAD_TOO_LARGE", `payload over ${maxPayloadBytes}`);
  }
  const packets: EnginePacket[] = [];
  for (const raw of split(body, maxPackets)) {
    if (packets.length >= maxPackets) {
      throw new EngineProtocolError("ENGINE_TOO_MANY_PACKETS", `more than ${maxPackets} packets`);
    }
    packets.push(codec.decodePacket(raw));
  }
  return packets;
}
