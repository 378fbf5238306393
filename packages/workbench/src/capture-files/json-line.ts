import type { Entry } from "../timeline/entry.js";
import { isBufferJson } from "./buffer-json.js";
import { decode } from "./content.js";

/**
 * A row as one line of NDJSON, or undefined for the protocol layer. `time` is ISO 8601 with microseconds;
 * binary stands as `{"base64": "…"}`.
 */
export function jsonLine(entry: Entry): string | undefined {
  const common = { time: isoTime(entry.at), type: entry.kind };
  switch (entry.kind) {
    case "state":
    case "problem":
      return JSON.stringify({ ...common, ...(JSON.parse(String(entry.payload)) as object) });
    case "message": {
      const content = decode(entry);
      const data = content.type === "text" ? content.text : content.type === "binary" ? content.bytes : null;
      return JSON.stringify({ ...common, direction: entry.direction, data }, base64Buffers);
    }
    case "event":
    case "ack": {
      const content = decode(entry);
      return JSON.stringify(
        {
          ...common,
          direction: entry.direction,
          namespace: entry.namespace,
          event: entry.event,
          ackId: entry.ackId,
          durationMs: entry.durationUs === undefined ? undefined : entry.durationUs / 1000,
          args: content.type === "arguments" ? content.args : [],
        },
        base64Buffers,
      );
    }
    default:
      return undefined;
  }
}

function isoTime(at: number): string {
  const micros = Math.round(at * 1000);
  const millis = Math.floor(micros / 1000);
  return new Date(millis).toISOString().replace("Z", `${String(micros % 1000).padStart(3, "0")}Z`);
}

function base64Buffers(_name: string, value: unknown): unknown {
  return isBufferJson(value) ? { base64: Buffer.from(value.data).toString("base64") } : value;
}
