import type { DetailPart } from "../contract/index.js";
import { sliceJsonArray } from "./json-slices.js";
import { messagePackText } from "./message-pack.js";

/** The arguments of an event or ack; `skip` elements of the array are not arguments (the event's name). */
export function eventParts(
  json: string,
  skip: number,
  attachments: readonly Buffer[],
  limit: number,
): readonly DetailPart[] {
  const elements = sliceJsonArray(json);
  if (!elements) return [textPart(json, limit)];
  const shown = new Set<number>();
  const parts = elements.slice(skip).map((element) => {
    const number = placeholderNumber(element);
    const attachment = number === undefined ? undefined : attachments[number];
    if (number === undefined || !attachment) return argumentPart(element, limit);
    shown.add(number);
    return bytesPart(attachment, limit);
  });
  attachments.forEach((bytes, number) => {
    if (!shown.has(number)) parts.push({ ...bytesPart(bytes, limit), attachment: number });
  });
  return parts;
}

export function textPart(text: string, limit: number): DetailPart {
  return cutText(text, formatOf(text), limit);
}

export function bytesPart(bytes: Buffer, limit: number): DetailPart {
  const cut = bytes.byteLength > limit;
  const text = cut ? undefined : messagePackText(bytes);
  return {
    format: text === undefined ? "binary" : "msgpack",
    text: text ?? "",
    bytes: bytes.subarray(0, limit),
    size: bytes.byteLength,
    cut,
  };
}

function argumentPart(element: string, limit: number): DetailPart {
  if (!element.startsWith('"')) return cutText(element, "json", limit);
  const text = String(JSON.parse(element));
  const format = formatOf(text);
  return cutText(text, format === "json" ? "text" : format, limit);
}

function cutText(text: string, format: DetailPart["format"], limit: number): DetailPart {
  const size = Buffer.byteLength(text);
  if (size <= limit) return { format, text, size, cut: false };
  const beginning = Buffer.from(text).subarray(0, limit).toString("utf8");
  return { format, text: beginning.replace(/\uFFFD{1,3}$/, ""), size, cut: true };
}

/** What a text is, by its shape. A lone number or word is JSON too, but nobody means it so. */
function formatOf(text: string): "json" | "xml" | "html" | "text" {
  if (/^\s*[[{]/.test(text) && isJson(text)) return "json";
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(text)) return "html";
  if (/^\s*<(?:\?xml\b|!--|[A-Za-z_][\w.:-]*[\s/>])/.test(text) && /[>]\s*$/.test(text)) return "xml";
  return "text";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The number of the attachment that stands for a whole argument. */
function placeholderNumber(element: string): number | undefined {
  if (!element.startsWith("{") || element.length > 64) return undefined;
  const value: unknown = JSON.parse(element);
  if (typeof value !== "object" || value === null) return undefined;
  const isPlaceholder = "_placeholder" in value && value._placeholder === true;
  return isPlaceholder && "num" in value && typeof value.num === "number" ? value.num : undefined;
}
