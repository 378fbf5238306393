import type { Entry } from "../../timeline/entry.js";

/** The content of a row for people and scripts who have no detail pane. */
export type Decoded =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "binary"; readonly bytes: Buffer }
  | { readonly type: "arguments"; readonly args: readonly unknown[] };

export function decode(entry: Entry): Decoded {
  const { payload } = entry;
  const bytes =
    typeof payload === "string"
      ? Buffer.from(payload)
      : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  if (entry.kind === "event" || entry.kind === "ack") {
    const values: unknown = JSON.parse(bytes.toString("utf8"));
    const list = withAttachments(values, entry.attachments ?? []) as readonly unknown[];
    return { type: "arguments", args: entry.kind === "event" ? list.slice(1) : list };
  }
  return entry.isText ? { type: "text", text: bytes.toString("utf8") } : { type: "binary", bytes };
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
