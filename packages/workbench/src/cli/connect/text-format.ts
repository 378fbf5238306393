import { isBufferJson } from "../../capture-files/buffer-json.js";
import { decode } from "../../capture-files/content.js";
import type { Entry } from "../../timeline/entry.js";
import type { Paint } from "../paint.js";

/** A received row as one line, or undefined for what people are not shown. */
export function textLine(entry: Entry, paint: Paint): string | undefined {
  if (entry.direction !== "received") return undefined;
  const content =
    entry.kind === "message" || entry.kind === "event" || entry.kind === "ack" ? decode(entry) : undefined;
  switch (content?.type) {
    case "text":
      return content.text;
    case "binary":
      return `0x${content.bytes.toString("hex")}`;
    case "arguments": {
      const name = entry.kind === "ack" ? `ack of ${entry.event ?? entry.ackId}` : (entry.event ?? "");
      const args = content.args.map((arg) => JSON.stringify(arg, hexBuffers));
      return [paint("tag", name), ...args].join(" ");
    }
    default:
      return undefined;
  }
}

/** Buffers come to a JSON replacer in the form of their own toJSON. */
function hexBuffers(_name: string, value: unknown): unknown {
  return isBufferJson(value) ? `0x${Buffer.from(value.data).toString("hex")}` : value;
}
