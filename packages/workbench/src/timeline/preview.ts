import type { RowKind } from "../contract/index.js";
import { packetDataText } from "./message-pack.js";

const maxCharacters = 200;

/** What the line of a row is made of: the beginnings of what is stored. */
export interface PreviewSource {
  readonly kind: RowKind;
  readonly isText: boolean;
  /** The beginning of the payload. */
  readonly payload: Buffer;
  /** True when `payload` is the whole of it. */
  readonly isWhole: boolean;
  readonly event?: string;
  readonly namespace?: string;
  readonly envelope?: string;
  /** The beginning of the answer to a handshake or exchange. */
  readonly answer?: Buffer;
}

/** The beginning of a row's payload on one line. */
export function previewOf(source: PreviewSource): string {
  const { kind, payload } = source;
  const text = () => decodeBeginning(payload, source.isWhole);
  switch (kind) {
    case "message":
    case "ping":
    case "pong":
      return source.isText || isPrintable(payload) ? oneLine(text()) : hex(payload);
    case "event":
    case "ack": {
      const json = source.isText ? text() : packetDataText(payload);
      if (json === undefined) return hex(payload);
      const args = kind === "event" ? withoutEventName(json, source.event) : json;
      return oneLine(withoutBrackets(args, source.isWhole));
    }
    case "state":
    case "problem":
      return oneLine(sentenceIn(text()));
    case "handshake":
    case "exchange":
      return oneLine(`${firstLine(payload)}${source.answer ? ` → ${firstLine(source.answer)}` : ""}`);
    case "closeFrame":
      return closeLine(payload);
    case "engine":
      return oneLine(`${source.envelope ?? ""}${text()}`);
    case "socket":
      return oneLine(`${source.namespace ?? "/"} ${text()}`);
  }
}

/** A text cut anywhere, without the half character at its end. */
function decodeBeginning(bytes: Buffer, isWhole: boolean): string {
  const text = bytes.toString("utf8");
  return isWhole ? text : text.replace(/\uFFFD{1,3}$/, "");
}

function oneLine(text: string): string {
  const line = text
    .slice(0, 4 * maxCharacters)
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= maxCharacters ? line : line.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, "");
}

function isPrintable(bytes: Buffer): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}

function hex(bytes: Buffer): string {
  const shown = bytes.subarray(0, Math.floor((maxCharacters + 1) / 3)).toString("hex");
  return shown.replace(/..(?=.)/g, "$& ");
}

function withoutEventName(json: string, event: string | undefined): string {
  if (event === undefined) return json;
  // Up to the comma behind the first string; the event may be spelt with other escapes than ours.
  const name = /^\s*\[\s*"(?:[^"\\]|\\.)*"\s*,?/.exec(json);
  return name ? `[${json.slice(name[0].length)}` : json;
}

function withoutBrackets(json: string, isWhole: boolean): string {
  const open = json.replace(/^\s*\[/, "");
  return isWhole ? open.replace(/\]\s*$/, "") : open;
}

/** State and problem rows carry JSON with a sentence for people. */
function sentenceIn(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && "message" in value) return String(value.message);
  } catch {
    // Longer than what was read of it: shown as it is.
  }
  return json;
}

function firstLine(bytes: Buffer): string {
  return (bytes.toString("latin1").split("\r\n", 1)[0] ?? "").trim();
}

function closeLine(payload: Buffer): string {
  if (payload.length < 2) return "";
  return oneLine(`${payload.readUInt16BE(0)} ${payload.toString("utf8", 2)}`);
}
