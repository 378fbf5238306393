import {
  decodeEnginePacket,
  decodePayload,
  type EnginePacketType,
  EngineProtocolError,
  type EngineVersion,
} from "../engine/index.js";
import { dissectSocketPacket } from "./socket.js";
import type { Span, SpanTexts } from "./span.js";

const typeNames: readonly EnginePacketType[] = [
  "open",
  "close",
  "ping",
  "pong",
  "message",
  "upgrade",
  "noop",
];
const separator = "\x1e";
const endOfLength = 255;

export interface EngineDissectOptions {
  /** Whether messages carry Socket.IO packets, to be dissected too. Default false. */
  readonly socketIo?: boolean;
}

/** Explains one Engine.IO packet as a WebSocket message carries it. Never throws. */
export function dissectEnginePacket(
  raw: string | Uint8Array,
  version: EngineVersion,
  options: EngineDissectOptions = {},
): Span[] {
  return packetSpans(raw, version, 0, options);
}

/** Explains one body of HTTP long-polling. Never throws. */
export function dissectEnginePayload(
  body: string | Uint8Array,
  version: EngineVersion,
  options: EngineDissectOptions = {},
): Span[] {
  if (version === 4) {
    const text = typeof body === "string" ? body : latin1(body);
    return payloadV4(text, options);
  }
  return typeof body === "string" ? payloadV3Text(body, options) : payloadV3Binary(body, options);
}

function packetSpans(
  raw: string | Uint8Array,
  version: EngineVersion,
  offset: number,
  options: EngineDissectOptions,
): Span[] {
  const error = errorOf(() => decodeEnginePacket(raw, version));
  const end = offset + raw.length;
  if (raw.length === 0) return [{ start: offset, end, kind: "engine.type", ...error }];
  if (typeof raw !== "string") {
    if (version === 4) return [{ start: offset, end, kind: "engine.binary", value: raw.length }];
    return [
      typeSpan(offset, raw[0] as number, error),
      { start: offset + 1, end, kind: "engine.binary", value: raw.length - 1 },
    ];
  }
  if (raw[0] === "b") {
    const spans: Span[] = [{ start: offset, end: offset + 1, kind: "engine.base64-mark" }];
    let start = offset + 1;
    const isTypeWrong = error.error !== undefined && error.error !== "ENGINE_BAD_BASE64";
    if (version === 3) {
      spans.push(typeSpan(start, raw.charCodeAt(1) - 48, isTypeWrong ? error : {}));
      start += 1;
    }
    const text = raw.slice(start - offset);
    return [...spans, { start, end, kind: "engine.base64", value: text, ...(isTypeWrong ? {} : error) }];
  }
  const type = typeSpan(offset, raw.charCodeAt(0) - 48, error);
  if (raw.length === 1) return [type];
  const value = raw.slice(1);
  const children =
    options.socketIo && type.value === "message" ? dissectSocketPacket(value, offset + 1) : undefined;
  const data = { start: offset + 1, end, kind: "engine.data", value };
  return [type, children === undefined ? data : { ...data, children }];
}

function typeSpan(start: number, number: number, error: ErrorOnly): Span {
  return { start, end: start + 1, kind: "engine.type", value: typeNames[number] ?? number, ...error };
}

function packetSpan(
  raw: string | Uint8Array,
  version: EngineVersion,
  start: number,
  options: EngineDissectOptions,
): Span {
  const children = packetSpans(raw, version, start, options);
  return { start, end: start + raw.length, kind: "engine.packet", children };
}

function payloadV4(body: string, options: EngineDissectOptions): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const raw of body.split(separator)) {
    if (spans.length > 0) {
      spans.push({ start, end: start + 1, kind: "engine.separator" });
      start += 1;
    }
    spans.push(packetSpan(raw, 4, start, options));
    start += raw.length;
  }
  return spans;
}

function payloadV3Text(body: string, options: EngineDissectOptions): Span[] {
  const spans: Span[] = [];
  let start = 0;
  while (start < body.length) {
    const colon = body.indexOf(":", start);
    const digits = colon < 0 ? "" : body.slice(start, colon);
    const length = Number(digits);
    if (!/^\d{1,10}$/.test(digits) || colon + 1 + length > body.length) {
      spans.push(badLength(start, body.length));
      break;
    }
    spans.push(
      { start, end: colon, kind: "engine.length", value: length },
      { start: colon, end: colon + 1, kind: "engine.length-end" },
    );
    start = colon + 1;
    if (length > 0 || body !== "0:") {
      spans.push(packetSpan(body.slice(start, start + length), 3, start, options));
    }
    start += length;
  }
  return spans;
}

function payloadV3Binary(body: Uint8Array, options: EngineDissectOptions): Span[] {
  const spans: Span[] = [];
  let start = 0;
  while (start < body.length) {
    const form = body[start];
    const lengthEnd = body.indexOf(endOfLength, start + 1);
    const digits = lengthEnd < 0 ? [] : [...body.subarray(start + 1, lengthEnd)];
    const isNumber = digits.length >= 1 && digits.length <= 10 && digits.every((digit) => digit <= 9);
    const length = Number(digits.join(""));
    if (form === undefined || form > 1 || !isNumber || lengthEnd + 1 + length > body.length) {
      spans.push(badLength(start, body.length));
      break;
    }
    spans.push(
      { start, end: start + 1, kind: "engine.form", value: form === 0 ? "text" : "binary" },
      { start: start + 1, end: lengthEnd, kind: "engine.length", value: length },
      { start: lengthEnd, end: lengthEnd + 1, kind: "engine.length-end" },
    );
    start = lengthEnd + 1;
    const raw = body.subarray(start, start + length);
    spans.push(form === 1 ? packetSpan(raw, 3, start, options) : bytesOfText(raw, start));
    start += length;
  }
  return spans;
}

/** A text packet in a binary body: its spans count bytes, so its data is not taken apart further. */
function bytesOfText(raw: Uint8Array, start: number): Span {
  const end = start + raw.length;
  const one = Uint8Array.of(0, ...[...String(raw.length)].map(Number), endOfLength, ...raw);
  const error = errorOf(() => decodePayload(one, 3));
  const type = typeSpan(start, (raw[0] ?? 0) - 48, error);
  const data: Span[] = raw.length > 1 ? [{ start: start + 1, end, kind: "engine.data" }] : [];
  return { start, end, kind: "engine.packet", children: [type, ...data] };
}

function badLength(start: number, end: number): Span {
  return { start, end, kind: "engine.length", error: "ENGINE_BAD_LENGTH" };
}

type ErrorOnly = { readonly error?: string };

function errorOf(decode: () => unknown): ErrorOnly {
  try {
    decode();
    return {};
  } catch (error) {
    return error instanceof EngineProtocolError ? { error: error.code } : {};
  }
}

/** One character a byte, so that offsets stay those of the bytes. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

const meanings: Readonly<Record<string, string>> = {
  open: "The server opens the session and tells its id, heartbeat and upgrades.",
  close: "One side ends the session.",
  ping: "A heartbeat, or with the text probe a test of a new transport.",
  pong: "The answer to a ping.",
  message: "Carries data of the application; Socket.IO packets travel in here.",
  upgrade: "The client moves the session to the transport that this packet came by.",
  noop: "Says nothing; it ends a poll that is waiting while the session is upgraded.",
};

export const engineTexts: SpanTexts = {
  "engine.packet": () => ({ label: "Engine.IO packet", explanation: "One of the packets in this body." }),
  "engine.type": ({ value }) => ({
    label: `Packet type: ${value ?? "missing"}`,
    explanation: meanings[String(value)] ?? "No packet type has this number.",
  }),
  "engine.data": () => ({ label: "Data", explanation: "What the packet carries." }),
  "engine.binary": ({ value }) => ({
    label: `Binary data: ${value} bytes`,
    explanation: "A message of bytes.",
  }),
  "engine.base64-mark": () => ({
    label: "Base64 mark",
    explanation: "The letter b says that bytes follow, written as Base64.",
  }),
  "engine.base64": () => ({ label: "Base64", explanation: "A message of bytes, written as text." }),
  "engine.separator": () => ({
    label: "Separator",
    explanation: "The byte 0x1e stands between the packets of an Engine.IO 4 body.",
  }),
  "engine.form": ({ value }) => ({
    label: `Form: ${value}`,
    explanation: "0 says that the packet is text, 1 that it is bytes.",
  }),
  "engine.length": ({ value }) => ({
    label: `Length: ${value ?? "unreadable"}`,
    explanation: "How long the packet is, in UTF-16 code units in a text body and in bytes in a binary one.",
  }),
  "engine.length-end": () => ({ label: "End of length", explanation: "The packet begins behind it." }),
};
