import type { Connection } from "../connection.js";
import { WebSocketError } from "../errors.js";
import type { WebSocket } from "../websocket.js";
import type { WriteCallback } from "./outbox.js";

/** Whether one more message may be kept for a peer that reads slowly; if not, does what `bufferFullPolicy` says. */
export function hasRoom(
  websocket: WebSocket,
  connection: Connection,
  callback: WriteCallback | undefined,
): boolean {
  const { maxBufferedAmount, bufferFullPolicy } = connection.settings;
  const waiting = connection.waitingBytes;
  if (waiting < maxBufferedAmount) return true;
  const verdict =
    typeof bufferFullPolicy === "function" ? bufferFullPolicy(websocket, waiting) : bufferFullPolicy;
  if (verdict === "send") return true;
  const error = new WebSocketError(
    "WS_ERR_BUFFER_FULL",
    `${waiting} bytes wait for the peer, maxBufferedAmount is ${maxBufferedAmount}`,
  );
  if (callback !== undefined) process.nextTick(callback, error);
  if (verdict === "close") connection.abort(error);
  return false;
}
