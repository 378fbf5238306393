import type { Entry } from "../timeline/entry.js";
import { previewOf } from "../timeline/preview.js";
import { decode } from "./content.js";

/** How a value that is not there is shown. */
export const nothing = "nothing";

const maxLength = 200;

/** A value on one line, for a person; cut where it is long. */
export function show(value: unknown): string {
  if (value === undefined) return nothing;
  if (value instanceof Uint8Array) return showBytes(value);
  return cut(JSON.stringify(value, bytesAsHex) ?? String(value));
}

/** A text message on one line: quoted, but JSON as it is. */
export function showText(text: string): string {
  return /^\s*[[{]/.test(text) ? cut(text.replace(/\s+/g, " ").trim()) : show(text);
}

function cut(text: string): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length} characters)`;
}

export function showBytes(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.subarray(0, 32)).toString("hex");
  return bytes.length <= 32 ? `0x${hex}` : `0x${hex}… (${bytes.length} bytes)`;
}

/** What a row says, on one line. */
export function showEntry(entry: Entry): string {
  const { kind, event, payload, isText } = entry;
  if (kind === "event" || kind === "ack" || kind === "message") {
    const content = decode(entry);
    if (content.type === "arguments") return [event ?? kind, ...content.args.map(show)].join(" ");
    return content.type === "binary" ? showBytes(content.bytes) : showText(content.text);
  }
  const bytes =
    typeof payload === "string"
      ? Buffer.from(payload)
      : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  return previewOf({ kind, isText, payload: bytes, isWhole: true });
}

/** Buffers come to a JSON replacer in the form of their own toJSON. */
function bytesAsHex(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("type" in value && value.type === "Buffer" && "data" in value && Array.isArray(value.data)) {
    return showBytes(Uint8Array.from(value.data));
  }
  return value;
}
