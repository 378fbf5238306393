import { isUtf8 } from "node:buffer";
import type { FrameRecord, HandshakeRecord, MessageRecord, WebSocketTap } from "@signalbox/wire";
import { type Log, now } from "../driver.js";
import { FrameAssembly, type MessageFrames } from "./frame-assembly.js";

const kinds = { 8: "closeFrame", 9: "ping", 10: "pong" } as const;

/** Turns what a WebSocket's tap tells into rows. */
export class WebSocketLog implements WebSocketTap {
  readonly #log: Log;
  readonly #assemblies = { sent: new FrameAssembly(), received: new FrameAssembly() };
  /** Frames of messages that are complete on the wire and not yet told as messages, by direction. */
  readonly #complete: Record<"sent" | "received", MessageFrames[]> = { sent: [], received: [] };
  #isRaw = false;

  constructor(log: Log) {
    this.#log = log;
  }

  handshake(record: HandshakeRecord): void {
    logHandshake(this.#log, record);
  }

  /** Frames sent by `send` are rows each for itself: together they need not make a message. */
  raw(send: () => void): void {
    this.#isRaw = true;
    try {
      send();
    } finally {
      this.#isRaw = false;
    }
  }

  frame(record: FrameRecord): void {
    if (logControlFrame(this.#log, record)) return;
    if (this.#isRaw && record.direction === "sent") {
      logLooseFrame(this.#log, record);
      return;
    }
    const frames = this.#assemblies[record.direction].add(record);
    if (frames) this.#complete[record.direction].push(frames);
  }

  message(record: MessageRecord): void {
    const frames = this.#complete[record.direction].shift();
    this.#log({
      kind: "message",
      direction: record.direction,
      at: record.at,
      payload: record.data,
      isText: !record.isBinary && isStorableText(record),
      opcode: record.isBinary ? 2 : 1,
      heads: frames?.heads,
      wire: frames?.wire,
    });
  }
}

/** Received text has been checked by the frame reader. */
function isStorableText(record: MessageRecord): boolean {
  return record.direction === "received" || isUtf8(record.data);
}

export function logHandshake(log: Log, record: HandshakeRecord): void {
  const { request, response, body } = record;
  log({
    kind: "handshake",
    direction: record.role === "client" ? "sent" : "received",
    at: record.at,
    payload: request,
    isText: isUtf8(request),
    durationUs: Math.round(record.durationMs * 1000),
    ...(response && { answer: body ? Buffer.concat([response, body]) : response }),
  });
}

/** Returns false for a data frame. */
export function logControlFrame(log: Log, record: FrameRecord): boolean {
  const kind = kinds[record.opcode as keyof typeof kinds];
  if (kind === undefined) return false;
  log({
    kind,
    direction: record.direction,
    at: record.at,
    payload: record.payload,
    isText: kind !== "closeFrame" && isUtf8(record.payload),
    opcode: record.opcode,
    heads: record.head,
  });
  return true;
}

/** A frame that stands for itself, right or wrong. */
export function logLooseFrame(log: Log, record: FrameRecord): void {
  log({
    kind: "message",
    direction: record.direction,
    at: record.at,
    payload: record.payload,
    isText: record.opcode === 1 && isUtf8(record.payload),
    opcode: record.opcode,
    heads: record.head,
  });
}

/** Bytes that are no frame. */
export function logLooseBytes(log: Log, bytes: Uint8Array): void {
  log({ kind: "message", direction: "sent", at: now(), payload: bytes, isText: false });
}
