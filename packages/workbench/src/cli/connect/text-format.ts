import type { Entry } from "../../timeline/entry.js";
import { decode } from "../../capture-files/content.js";

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

export type Paint = (role: "tag" | "good" | "bad" | "quiet", text: string) => string;

const colours = { tag: 35, good: 32, bad: 31, quiet: 90 } as const;

/** Colour, where a terminal shows it and the person has not asked for none. */
export function paintFor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Paint {
  if (!stream.isTTY || env.NO_COLOR || env.TERM === "dumb") return (_role, text) => text;
  return (role, text) => `\u001b[${colours[role]}m${text}\u001b[0m`;
}

/** Buffers come to a JSON replacer in the form of their own toJSON. */
function hexBuffers(_name: string, value: unknown): unknown {
  return isBufferJson(value) ? `0x${Buffer.from(value.data).toString("hex")}` : value;
}

export function isBufferJson(value: unknown): value is { readonly data: number[] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    value.type === "Buffer" &&
    "data" in value &&
    Array.isArray(value.data)
  );
}
