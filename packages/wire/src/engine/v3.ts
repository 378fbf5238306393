import { decodeBase64, encodeBase64 } from "./base64.js";
import type { EngineCodec } from "./codec.js";
import { EngineProtocolError } from "./errors.js";
import {
  decodeTextPacket,
  type EnginePacket,
  encodeTextPacket,
  refuseEmpty,
  requireMessage,
  typeOfDigit,
  typeOfNumber,
} from "./packet.js";
import { readPayload } from "./payload.js";
import { decodeUtf8, encodeUtf8 } from "./utf8.js";

// Text body:    <length in UTF-16 code units> ":" <packet>, repeated.
// Binary body:  <0 text | 1 binary> <length in bytes, one byte 0-9 a digit> <255> <data>, repeated.

const zero = 48;
const colon = 58;
const endOfLength = 255;
/** Ten digits hold any length that a string or typed array can have. */
const maxLengthDigits = 10;
const message = 4;

/** Engine.IO 3: packets of a body carry their length; bytes have a type too. */
export const engine3: EngineCodec = {
  version: 3,

  encodePacket({ type, data }) {
    if (typeof data !== "object") return encodeTextPacket(type, data);
    requireMessage(type);
    const bytes = new Uint8Array(data.length + 1);
    bytes[0] = message;
    bytes.set(data, 1);
    return bytes;
  },

  encodePacketText({ type, data }) {
    if (typeof data !== "object") return encodeTextPacket(type, data);
    requireMessage(type);
    return `b${message}${encodeBase64(data)}`;
  },

  decodePacket(raw) {
    refuseEmpty(raw.length);
    if (typeof raw !== "string") {
      requireMessage(typeOfNumber(raw[0] as number));
      return { type: "message", data: raw.subarray(1) };
    }
    if (raw[0] !== "b") return decodeTextPacket(raw);
    requireMessage(typeOfDigit(raw, 1));
    return { type: "message", data: decodeBase64(raw, 2) };
  },

  encodePayload(packets, binary) {
    if (binary && packets.some(({ data }) => typeof data === "object")) return encodeBinary(packets);
    let body = packets.length === 0 ? "0:" : "";
    for (const packet of packets) {
      const text = engine3.encodePacketText(packet);
      body += `${text.length}:${text}`;
    }
    return body;
  },

  decodePayload(body, limits) {
    refuseEmpty(body.length);
    if (body === "0:") return [];
    return typeof body === "string"
      ? readPayload(engine3, body, limits, splitText)
      : readPayload(engine3, body, limits, splitBinary);
  },
};

function encodeBinary(packets: readonly EnginePacket[]): Uint8Array {
  const parts: (Uint8Array | number[])[] = [];
  let size = 0;
  for (const packet of packets) {
    const raw = engine3.encodePacket(packet);
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

function* splitText(body: string): Iterable<string> {
  let at = 0;
  while (at < body.length) {
    const first = at;
    let length = 0;
    for (let char = body.charCodeAt(at); char !== colon; char = body.charCodeAt(++at)) {
      length = appendDigit(length, char - zero, at - first);
    }
    const start = at + 1;
    at = checkedEnd(start, length, at > first, body.length);
    yield body.slice(start, at);
  }
}

function* splitBinary(body: Uint8Array): Iterable<string | Uint8Array> {
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
    yield kind === 0 ? decodeUtf8(data) : data;
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
