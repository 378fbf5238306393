import { frameHeadLength, mask, writeFrameHead } from "@signalbox/wire/websocket";
import { notOpen } from "./errors.js";
import { randomMaskKey } from "./sending/mask-key.js";
import type { WriteCallback } from "./sending/outbox.js";
import { connectionOf, type WebSocket } from "./websocket.js";

/**
 * The door for wrong frames: for tests and for debuggers. Nothing here is checked, and most of what it can
 * do makes a correct peer end the connection. It has a sub-path of its own, `@signalbox/websocket/raw`, so
 * that nobody comes in by accident.
 */
export interface RawFrame {
  /** 0 to 15, the reserved ones too. */
  readonly opcode: number;
  readonly payload?: string | Uint8Array | undefined;
  /** Default `true`. */
  readonly fin?: boolean | undefined;
  /** The three reserved bits, rsv1 = 4, rsv2 = 2, rsv3 = 1. Default 0. */
  readonly rsv?: number | undefined;
  /** A masking key, or whether to mask with a random one. Default: as RFC 6455 demands of this side. */
  readonly mask?: boolean | number | undefined;
  /** The length that the header announces, in the shortest form. Default: that of `payload`. */
  readonly announcedLength?: number | undefined;
}

/** Sends any frame. @throws Error `WS_ERR_NOT_OPEN` when there is no connection. */
export function sendFrame(websocket: WebSocket, frame: RawFrame, callback?: WriteCallback): void {
  const connection = open(websocket);
  const { opcode, fin = true, rsv = 0, mask: wanted = connection.masks } = frame;
  const payload = Buffer.from(frame.payload ?? "");
  const maskKey = typeof wanted === "number" ? wanted : wanted ? randomMaskKey() : undefined;
  const length = frame.announcedLength ?? payload.length;
  const headLength = frameHeadLength(length, maskKey !== undefined);
  const bytes = Buffer.alloc(headLength + payload.length);
  writeFrameHead(bytes, 0, (fin ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15), length, maskKey);
  bytes.set(payload, headLength);
  if (maskKey !== undefined) mask(bytes, headLength, bytes.length, maskKey);
  connection.sender.sendRaw(bytes, callback);
  connection.tap?.frameSent(bytes.subarray(0, headLength), payload);
}

/** Sends bytes in the place of frames: half a header, a frame cut short, anything. The tap does not see them. */
export function sendBytes(websocket: WebSocket, bytes: Uint8Array, callback?: WriteCallback): void {
  open(websocket).sender.sendRaw(Buffer.from(bytes), callback);
}

function open(websocket: WebSocket) {
  const connection = connectionOf(websocket);
  if (connection === undefined || connection.readyState > websocket.CLOSING) {
    throw notOpen(websocket.readyState);
  }
  return connection;
}
