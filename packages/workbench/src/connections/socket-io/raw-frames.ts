import { randomInt } from "node:crypto";
import type { Duplex } from "node:stream";
import type { RawFrame } from "@signalbox/websocket/raw";
import type { FrameRecord } from "@signalbox/wire";
import { frameHeadLength, mask, writeFrameHead } from "@signalbox/wire/websocket";
import { now } from "../driver.js";

/**
 * Writes a frame on the connection below a Socket.IO client's WebSocket, which lets nobody at its own. It goes
 * behind what was sent in this turn of the event loop; what leaves is returned as a tap would tell it.
 */
export function writeFrame(socket: Duplex, frame: RawFrame): FrameRecord {
  const { opcode, fin = true, rsv = 0, mask: wanted = true } = frame;
  const payload = Buffer.from(frame.payload ?? "");
  const length = frame.announcedLength ?? payload.length;
  const key = typeof wanted === "number" ? wanted : wanted ? randomInt(2 ** 32) : undefined;
  const headLength = frameHeadLength(length, key !== undefined);
  const bytes = Buffer.alloc(headLength + payload.length);
  writeFrameHead(bytes, 0, (fin ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15), length, key);
  bytes.set(payload, headLength);
  if (key !== undefined) mask(bytes, headLength, bytes.length, key);
  setImmediate(() => socket.write(bytes));
  return {
    at: now(),
    direction: "sent",
    head: bytes.subarray(0, headLength),
    payload,
    opcode,
    fin,
    rsv,
  };
}
