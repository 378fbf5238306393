import type { Direction } from "@signalbox/wire";
import type { OutgoingPacket, Transport } from "../engine/transport.js";
import { now } from "./now.js";

/** Tells an Engine.IO packet as its transport carries it, and whoever sent it that it is on its way. */
export function tellEnginePacket(
  { name: transport, options, host }: Transport,
  direction: Direction,
  packet: OutgoingPacket,
  carrier: string | Uint8Array,
): void {
  const { codec } = host;
  const { tap } = options;
  if (tap?.enginePacket) {
    const inBody = typeof carrier === "string" ? codec.encodePacketText : codec.encodePacket;
    const raw = transport === "polling" ? inBody(packet) : carrier;
    tap.enginePacket({ at: now(), direction, transport, type: packet.type, raw });
  }
  packet.onSent?.();
}
