import type { Direction, SocketIoTap } from "@signalbox/wire";
import { type EnginePacketType, encodeEnginePacket } from "@signalbox/wire/engine";
import { toBuffer } from "../bytes.js";
import { now } from "../now.js";
import type { MessageData, Transport } from "../transports/transport.js";

/** Tells an observer of a packet that crosses a transport. */
export function tellPacket(
  tap: SocketIoTap | undefined,
  direction: Direction,
  type: EnginePacketType,
  data: MessageData | undefined,
  transport: Transport,
): void {
  if (tap?.enginePacket === undefined) return;
  const known = data === undefined || typeof data === "string" ? data : toBuffer(data);
  const packet = known === undefined ? { type } : { type, data: known };
  const raw = encodeEnginePacket(packet, transport.protocol);
  tap.enginePacket({ at: now(), direction, transport: transport.name, type, raw });
}
