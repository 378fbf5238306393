import type { Span } from "./span.js";
import { dissectFrames, type FrameDissection } from "./websocket-frames.js";
import { dissectHandshake } from "./websocket-handshake.js";

/**
 * The spans of the bytes of one direction of a WebSocket connection: a handshake head where they begin with
 * one, and frames. Never throws: what cannot be read is a span with an `error`.
 */
export function dissectWebSocket(bytes: Uint8Array, options: FrameDissection = {}): Span[] {
  const { head, end } = dissectHandshake(bytes);
  if (head === undefined) return dissectFrames(bytes, 0, options);
  return [head, ...dissectFrames(bytes, end, options)];
}
