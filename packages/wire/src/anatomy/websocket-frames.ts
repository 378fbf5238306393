import {
  advanceMaskKey,
  closeCodeOf,
  FIN,
  isCloseCodeOnWire,
  isKnownOpcode,
  MASK,
  mask,
  maskKeyFromBytes,
  Opcode,
  RSV1,
  RSV2,
  RSV3,
  Utf8Validator,
} from "../websocket/index.js";
import type { Span } from "./span.js";
import { hexText, previewText, truncated } from "./text.js";

/** What is known about the bytes beside themselves. */
export interface FrameDissection {
  /** Who sent them; decides whether they must be masked. Unknown: either is right. */
  readonly from?: "client" | "server";
  /** permessage-deflate was negotiated. Unknown: RSV1 is taken for it. */
  readonly compression?: boolean;
  /** How the payload of a masked frame stands in the bytes: as on the wire, or unmasked as a tap hands it out. */
  readonly payload?: "wire" | "unmasked";
}

/** The header of a frame, as far as its bytes are there. */
interface Head {
  readonly spans: Span[];
  readonly first: number;
  /** Offset of the payload, when the header is whole. */
  readonly payloadStart: number | undefined;
  readonly payloadLength: number;
  readonly maskKey: number | undefined;
}

/** One span a frame from `start` on (RFC 6455 section 5.2). The last one may be truncated. */
export function dissectFrames(bytes: Uint8Array, start = 0, options: FrameDissection = {}): Span[] {
  const frames: Span[] = [];
  let inMessage: boolean | undefined;
  for (let at = start; at < bytes.length; ) {
    const frame = dissectFrame(bytes, at, options, inMessage);
    frames.push(frame);
    at = frame.end;
    const first = bytes[frame.start] as number;
    if ((first & 8) === 0) inMessage = (first & FIN) === 0;
  }
  return frames;
}

function dissectFrame(
  bytes: Uint8Array,
  start: number,
  options: FrameDissection,
  inMessage: boolean | undefined,
): Span {
  const head = dissectHead(bytes, start, options, inMessage);
  const opcode = head.first & 15;
  const frame = { start, kind: "websocket.frame", value: opcode };
  if (head.payloadStart === undefined) {
    return { ...frame, end: bytes.length, error: truncated, children: head.spans };
  }
  const end = Math.min(bytes.length, head.payloadStart + head.payloadLength);
  const missing = head.payloadLength - (end - head.payloadStart);
  const children = head.spans;
  if (head.payloadLength > 0) children.push(dissectPayload(bytes, head, head.payloadStart, end, options));
  if (missing > 0) {
    children.push({ start: end, end, kind: "truncated", value: missing, error: truncated });
    return { ...frame, end, error: truncated, children };
  }
  return { ...frame, end, children };
}

function dissectHead(
  bytes: Uint8Array,
  start: number,
  options: FrameDissection,
  inMessage: boolean | undefined,
): Head {
  const first = bytes[start] as number;
  const spans: Span[] = [firstByte(first, start, options, inMessage)];
  const incomplete = (at: number): Head => {
    spans.push({ start: at, end: bytes.length, kind: "truncated", error: truncated });
    return { spans, first, payloadStart: undefined, payloadLength: 0, maskKey: undefined };
  };
  let at = start + 1;
  if (at >= bytes.length) return incomplete(at);

  const second = bytes[at] as number;
  const isMasked = (second & MASK) !== 0;
  let payloadLength = second & 127;
  spans.push(secondByte(second, at, (first & 8) !== 0, options));
  at++;

  if (payloadLength > 125) {
    const size = payloadLength === 126 ? 2 : 8;
    if (at + size > bytes.length) return incomplete(at);
    payloadLength = 0;
    for (const byte of bytes.subarray(at, at + size)) payloadLength = payloadLength * 256 + byte;
    const hasTopBit = size === 8 && (bytes[at] as number) > 127;
    const isMinimal = payloadLength >= (size === 2 ? 126 : 65_536);
    spans.push({
      start: at,
      end: at + size,
      kind: "websocket.extended-length",
      value: payloadLength,
      ...(hasTopBit
        ? { error: "WIRE_INVALID_LENGTH" }
        : isMinimal
          ? {}
          : { error: "WIRE_LENGTH_NOT_MINIMAL" }),
    });
    at += size;
  }

  let maskKey: number | undefined;
  if (isMasked) {
    if (at + 4 > bytes.length) return incomplete(at);
    maskKey = maskKeyFromBytes(bytes, at);
    spans.push({
      start: at,
      end: at + 4,
      kind: "websocket.mask-key",
      value: hexText(bytes.subarray(at, at + 4)),
    });
    at += 4;
  }
  return { spans, first, payloadStart: at, payloadLength, maskKey };
}

function firstByte(
  first: number,
  start: number,
  { compression }: FrameDissection,
  inMessage: boolean | undefined,
): Span {
  const opcode = first & 15;
  const isControl = opcode >= 8;
  const bit = (from: number, kind: string, value: boolean, error?: string | false): Span => {
    const span = { start, end: start + 1, bits: { from, count: 1 }, kind, value };
    return error ? { ...span, error } : span;
  };
  const mayCompress = compression !== false && (opcode === Opcode.text || opcode === Opcode.binary);
  const fin = (first & FIN) !== 0;
  const rsv1 = (first & RSV1) !== 0;
  const rsv2 = (first & RSV2) !== 0;
  const rsv3 = (first & RSV3) !== 0;
  const wrongOpcode = !isKnownOpcode(opcode)
    ? "WIRE_INVALID_OPCODE"
    : inMessage === true && (opcode === Opcode.text || opcode === Opcode.binary)
      ? "WIRE_EXPECTED_CONTINUATION"
      : inMessage === false && opcode === Opcode.continuation
        ? "WIRE_UNEXPECTED_CONTINUATION"
        : undefined;
  return {
    start,
    end: start + 1,
    kind: "websocket.first-byte",
    children: [
      bit(0, "websocket.fin", fin, !fin && isControl && "WIRE_EXPECTED_FIN"),
      bit(1, "websocket.rsv1", rsv1, rsv1 && !mayCompress && "WIRE_UNEXPECTED_RSV_1"),
      bit(2, "websocket.rsv2", rsv2, rsv2 && "WIRE_UNEXPECTED_RSV_2_3"),
      bit(3, "websocket.rsv3", rsv3, rsv3 && "WIRE_UNEXPECTED_RSV_2_3"),
      {
        start,
        end: start + 1,
        bits: { from: 4, count: 4 },
        kind: "websocket.opcode",
        value: opcode,
        ...(wrongOpcode !== undefined && { error: wrongOpcode }),
      },
    ],
  };
}

function secondByte(second: number, start: number, isControl: boolean, { from }: FrameDissection): Span {
  const isMasked = (second & MASK) !== 0;
  const length = second & 127;
  const wrongMask =
    from === "client" && !isMasked
      ? "WIRE_EXPECTED_MASK"
      : from === "server" && isMasked
        ? "WIRE_UNEXPECTED_MASK"
        : undefined;
  return {
    start,
    end: start + 1,
    kind: "websocket.second-byte",
    children: [
      {
        start,
        end: start + 1,
        bits: { from: 0, count: 1 },
        kind: "websocket.mask",
        value: isMasked,
        ...(wrongMask !== undefined && { error: wrongMask }),
      },
      {
        start,
        end: start + 1,
        bits: { from: 1, count: 7 },
        kind: "websocket.length",
        value: length,
        ...(isControl && length > 125 && { error: "WIRE_INVALID_CONTROL_LENGTH" }),
      },
    ],
  };
}

const payloadKinds: Readonly<Record<number, string>> = {
  [Opcode.continuation]: "websocket.payload.continuation",
  [Opcode.text]: "websocket.payload.text",
  [Opcode.binary]: "websocket.payload.binary",
  [Opcode.close]: "websocket.payload.close",
  [Opcode.ping]: "websocket.payload.ping",
  [Opcode.pong]: "websocket.payload.pong",
};

function dissectPayload(
  bytes: Uint8Array,
  head: Head,
  start: number,
  end: number,
  options: FrameDissection,
): Span {
  const opcode = head.first & 15;
  const span = { start, end, kind: payloadKinds[opcode] ?? "websocket.payload.unknown" };
  const isWhole = end - start === head.payloadLength;
  const clear = (from: number, to: number) => {
    const copy = Uint8Array.from(bytes.subarray(from, to));
    if (head.maskKey !== undefined && options.payload !== "unmasked") {
      mask(copy, 0, copy.length, advanceMaskKey(head.maskKey, from - start));
    }
    return copy;
  };
  if ((head.first & RSV1) !== 0) return { ...span, kind: "websocket.payload.compressed", value: end - start };
  if (opcode === Opcode.close) return { ...span, ...closeBody(clear(start, end), start, isWhole) };
  if (opcode === Opcode.binary || opcode === Opcode.continuation) return { ...span, value: end - start };

  const payload = clear(start, end);
  const wrong =
    opcode === Opcode.text ? invalidText(payload, start, isWhole && (head.first & FIN) !== 0) : undefined;
  const text = { ...span, value: previewText(payload) };
  return wrong === undefined ? text : { ...text, error: "WIRE_INVALID_UTF8", children: [wrong] };
}

/** The body of a close frame (RFC 6455 section 5.5.1). */
function closeBody(payload: Uint8Array, start: number, isWhole: boolean): Pick<Span, "error" | "children"> {
  if (payload.length < 2) {
    return isWhole ? { error: "WIRE_INVALID_CLOSE_LENGTH" } : {};
  }
  const code = closeCodeOf(payload);
  const children: Span[] = [
    {
      start,
      end: start + 2,
      kind: "websocket.close-code",
      value: code,
      ...(!isCloseCodeOnWire(code) && { error: "WIRE_INVALID_CLOSE_CODE" }),
    },
  ];
  if (payload.length > 2) {
    const reason = payload.subarray(2);
    const wrong = invalidText(reason, start + 2, isWhole);
    children.push({
      start: start + 2,
      end: start + payload.length,
      kind: "websocket.close-reason",
      value: previewText(reason),
      ...(wrong !== undefined && { error: "WIRE_INVALID_UTF8", children: [wrong] }),
    });
  }
  return { children };
}

/** The span of the first byte that no UTF-8 can have in its place; behind the last byte where the text ends too early. */
function invalidText(text: Uint8Array, start: number, mustEnd: boolean): Span | undefined {
  const span = (from: number, to: number): Span => ({
    start: start + from,
    end: start + to,
    kind: "websocket.invalid-utf8",
    error: "WIRE_INVALID_UTF8",
  });
  // Two validators, one a step behind the other, find the step and then the byte without one call a byte.
  const step = 1024;
  const ahead = new Utf8Validator();
  const behind = new Utf8Validator();
  for (let from = 0; from < text.length; from += step) {
    const piece = text.subarray(from, from + step);
    if (ahead.push(piece)) {
      behind.push(piece);
      continue;
    }
    let at = from;
    while (behind.push(text.subarray(at, at + 1))) at++;
    return span(at, at + 1);
  }
  return mustEnd && !ahead.finish() ? span(text.length, text.length) : undefined;
}
