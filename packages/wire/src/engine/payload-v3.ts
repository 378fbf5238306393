import { EngineProtocolError } from "./errors.js";
import { type EnginePacket, encodeEnginePacket, encodeEnginePacketText } from "./packet.js";
import { decodeUtf8, encodeUtf8 } from "./utf8.js";

// Text form:    <length in UTF-16 code units> ":" <packet>, repeated.
// Binary form:  <0 text | 1 binary> <length in bytes, one byte 0-9 a digit> <255> <data>, repeated.

const zero = 48;
const colon = 58;
const endOfLength = 255;
/** Ten digits hold any length that a string or typed array can have. */
const maxLengthDigits = 10;

export function encodePayloadV3(packets: readonly EnginePacket[], binary: boolean): string | Uint8Array {
  if (binary && packets.some((packet) => typeof packet.data === "object")) return encodeBinary(packets);
  let body = packets.length === 0 ? "0:" : "";
  for (const packet of packets) {
    const text = encodeEnginePacketText(packet, 3);
    body += `${text.length}:${text}`;
  }
  return body;
}

function encodeBinary(packets: readonly EnginePacket[]): Uint8Array {
  const parts: (Uint8Array | number[])[] = [];
  let size = 0;
  for (const packet of packets) {
    const raw = encodeEnginePacket(packet, 3);
    const data = typeof raw === "string" ? encodeUtf8(raw) : raw;
    const head = [typeof raw === "string" ? 0 : 1, ...Array.from(`${data.length}`, Number), endOfLength];
    parts.push(head, data);
    size += head.length + data.length;
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return body;
}

/** Calls `add` with each packet of the body, still encoded. */
export function decodePayloadV3(body: string | Uint8Array, add: (raw: string | Uint8Array) => void): void {
  if (body.length === 0) throw new EngineProtocolError("ENGINE_EMPTY_PACKET", "empty payload");
  if (typeof body !== "string") {
    decodeBinary(body, add);
  } else if (body !== "0:") {
    decodeText(body, add);
  }
}

function decodeText(body: string, add: (raw: string) => void): void {
  let at = 0;
  while (at < body.length) {
    const first = at;
    let length = 0;
    for (let char = body.charCodeAt(at); char !== colon; char = body.charCodeAt(++at)) {
      length = appendDigit(length, char - zero, at - first);
    }
    const start = at + 1;
    at = checkedEnd(start, length, at > first, body.length);
    add(body.slice(start, at));
  }
}

function decodeBinary(body: Uint8Array, add: (raw: string | Uint8Array) => void): void {
  let at = 0;
  while (at < body.length) {
    const kind = body[at++] as number;
    const first = at;
    let length = 0;
    for (let byte = body[at]; byte !== endOfLength; byte = body[++at]) {
      length = appendDigit(length, byte ?? -1, at - first);
    }
    const start = at + 1;
    at = checkedEnd(start, length, at > first && kind <= 1, body.length);
    const data = body.subarray(start, at);
    add(kind === 0 ? decodeUtf8(data) : data);
  }
}

/** `digit` is NaN or out of range where the body ends or holds something else. */
function appendDigit(length: number, digit: number, digits: number): number {
  if (!(digit >= 0 && digit <= 9) || digits >= maxLengthDigits) {
    throw new EngineProtocolError("ENGINE_BAD_LENGTH", "bad packet length");
  }
  return length * 10 + digit;
}

function checkedEnd(start: number, length: number, valid: boolean, bodyLength: number): number {
  const end = start + length;
  if (!valid || end > bodyLength) throw new EngineProtocolError("ENGINE_BAD_LENGTH", "bad packet length");
  return end;
}
