import type { Entry } from "../timeline/entry.js";
import { messagePackText } from "../timeline/message-pack.js";

/** The content of a row, decoded. */
export type Decoded =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "binary"; readonly bytes: Buffer }
  | { readonly type: "arguments"; readonly args: readonly unknown[] };

export function decode(entry: Entry): Decoded {
  const bytes = payloadBytes(entry);
  if (entry.kind === "event" || entry.kind === "ack") {
    const list = argumentList(entry, bytes);
    return { type: "arguments", args: entry.kind === "event" ? list.slice(1) : list };
  }
  return entry.isText ? { type: "text", text: bytes.toString("utf8") } : { type: "binary", bytes };
}

export function payloadBytes({ payload }: Entry): Buffer {
  return typeof payload === "string"
    ? Buffer.from(payload)
    : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
}

/** A Socket.IO packet that is neither event nor ack. */
export interface ControlPacket {
  /** 0 CONNECT, 1 DISCONNECT, 4 CONNECT_ERROR. */
  readonly type: number;
  /** Undefined where it carries nothing. */
  readonly data: unknown;
}

/** What a row of kind `socket` says, in either parser's form. */
export function controlPacketOf(entry: Entry): ControlPacket {
  const bytes = payloadBytes(entry);
  if (!entry.isText) {
    const { type, data } = messagePacket(bytes);
    return { type: Number(type), data };
  }
  const text = bytes.toString("utf8");
  // The type stands behind that of Engine.IO.
  return { type: Number(entry.envelope?.[1]), data: text === "" ? undefined : jsonOrText(text) };
}

/** Whether a row is a Socket.IO packet in MessagePack: others begin with text. */
export function isMessagePack({ kind, isText }: Entry): boolean {
  return !isText && (kind === "event" || kind === "ack" || kind === "socket");
}

/** What a row of kind `state` or `problem` says. */
export function factsOf(entry: Entry): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(payloadBytes(entry).toString("utf8"));
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function argumentList(entry: Entry, bytes: Buffer): readonly unknown[] {
  if (!entry.isText) {
    const { data } = messagePacket(bytes);
    return Array.isArray(data) ? data : [entry.event, bytes];
  }
  const list = withAttachments(JSON.parse(bytes.toString("utf8")), entry.attachments ?? []);
  return Array.isArray(list) ? list : [];
}

/** The MessagePack parser writes the whole packet, its arguments under `data`. */
function messagePacket(bytes: Buffer): { readonly type?: unknown; readonly data?: unknown } {
  const text = messagePackText(bytes);
  const packet: unknown = text === undefined ? undefined : JSON.parse(text, bytesOfBinary);
  return typeof packet === "object" && packet !== null ? packet : {};
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Puts attachments where their placeholders stand. */
function withAttachments(value: unknown, attachments: readonly Uint8Array[]): unknown {
  if (attachments.length === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withAttachments(item, attachments));
  if ("_placeholder" in value && value._placeholder === true && "num" in value) {
    const bytes = attachments[Number(value.num)];
    return bytes ? Buffer.from(bytes) : null;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withAttachments(item, attachments)]),
  );
}

function bytesOfBinary(_name: string, value: unknown): unknown {
  const isBinary = typeof value === "object" && value !== null && "$binary" in value;
  return isBinary && typeof value.$binary === "string" ? Buffer.from(value.$binary, "base64") : value;
}
