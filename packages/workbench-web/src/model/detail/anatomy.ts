import { dissectEnginePacket, dissectHandshake, dissectWebSocket, type Span } from "@signalbox/wire/anatomy";
import type { RowDetail } from "signalbox/contract";

/** More than this is not taken apart: nobody reads a megabyte byte by byte. */
const LONGEST = 64 * 1024;

/** What the original bytes of a row mean, or those of the answer to it. */
export function anatomyOf(detail: RowDetail, isAnswer: boolean): readonly Span[] {
  const bytes = (isAnswer ? (detail.answer ?? new Uint8Array()) : detail.bytes).subarray(0, LONGEST);
  if (isAnswer) return headOf(bytes);
  switch (detail.bytesAre) {
    case "handshake-request":
    case "http":
      return headOf(bytes);
    case "engine-packet":
      return detail.engineVersion === undefined ? [] : packetSpans(bytes, detail.engineVersion, 0);
    case "frame": {
      const from = detail.row.direction === "sent" ? "client" : "server";
      const frames = dissectWebSocket(bytes, { from });
      const { engineVersion } = detail;
      return engineVersion === undefined
        ? frames
        : frames.map((frame) => withPacket(frame, bytes, engineVersion));
    }
    default:
      return [];
  }
}

function headOf(bytes: Uint8Array): readonly Span[] {
  const { head } = dissectHandshake(bytes);
  return head === undefined ? [] : [head];
}

/** A text frame of a Socket.IO connection holds an Engine.IO packet; it may be masked. */
function withPacket(frame: Span, bytes: Uint8Array, version: 3 | 4): Span {
  const children = frame.children ?? [];
  const payload = children.find((child) => child.kind === "websocket.payload.text");
  if (payload === undefined) return frame;
  const key = children.find((child) => child.kind === "websocket.mask-key");
  const content = unmasked(
    bytes.subarray(payload.start, payload.end),
    key && bytes.subarray(key.start, key.end),
  );
  const inner = { ...payload, children: packetSpans(content, version, payload.start) };
  return { ...frame, children: children.map((child) => (child === payload ? inner : child)) };
}

function unmasked(payload: Uint8Array, key: Uint8Array | undefined): Uint8Array {
  return key === undefined ? payload : payload.map((byte, index) => byte ^ (key[index & 3] ?? 0));
}

function packetSpans(content: Uint8Array, version: 3 | 4, at: number): readonly Span[] {
  const text = new TextDecoder().decode(content);
  const encoder = new TextEncoder();
  // Spans of a text count characters, the dump counts bytes.
  const byteAt = (character: number) => at + encoder.encode(text.slice(0, character)).length;
  const moved = (span: Span): Span => ({
    ...span,
    start: byteAt(span.start),
    end: byteAt(span.end),
    ...(span.children ? { children: span.children.map(moved) } : {}),
  });
  return dissectEnginePacket(text, version, { socketIo: true }).map(moved);
}
