import type { Direction } from "@signalbox/wire";
import type { CapturedRow } from "../capture-files/index.js";
import { decode, factsOf, show, showEntry } from "../capture-files/index.js";

/** A row as it is compared: what it says, without times, row numbers and ack ids. */
export interface Comparable {
  readonly seq: number;
  readonly connection: string;
  readonly direction: Direction | "none";
  /** What it is, for a person: `event said`, `ack of join`, `message`, `end`. */
  readonly label: string;
  /** Rows of one stream are compared in their order, rows of different streams are not. */
  readonly stream: string;
  readonly value: unknown;
  /** The whole on one line. */
  readonly text: string;
}

/** Undefined for rows that are not compared: the protocol layer, and states on the way to others. */
export function comparableOf({ seq, connection, entry }: CapturedRow): Comparable | undefined {
  const { kind, direction, namespace = "/", event = "" } = entry;
  const common = { seq, connection, direction };
  switch (kind) {
    case "event":
    case "ack": {
      const content = decode(entry);
      const value = content.type === "arguments" ? content.args : [];
      const label = kind === "event" ? `event ${event}` : `ack of ${event}`;
      return {
        ...common,
        label,
        stream: streamOf(direction, kind, namespace, event),
        value,
        text: showEntry(entry),
      };
    }
    case "message": {
      const content = decode(entry);
      const value =
        content.type === "binary" ? content.bytes : content.type === "text" ? jsonOr(content.text) : [];
      return {
        ...common,
        label: "message",
        stream: streamOf(direction, kind),
        value,
        text: showEntry(entry),
      };
    }
    case "state":
      return endOf(common, factsOf(entry));
    default:
      return undefined;
  }
}

/** How a connection ended or failed. What this side did itself is not compared. */
function endOf(
  common: Pick<Comparable, "seq" | "connection" | "direction">,
  { phase, close, problem }: Readonly<Record<string, unknown>>,
): Comparable | undefined {
  if (phase === "failed" && typeof problem === "object" && problem !== null && "code" in problem) {
    const value = { failed: problem.code };
    return { ...common, label: "end", stream: "end", value, text: show(value) };
  }
  if (phase !== "closed" || typeof close !== "object" || close === null) return undefined;
  const { code, reason, clean }: { code?: unknown; reason?: unknown; clean?: unknown } = close;
  const value = { ...(code !== undefined && { code }), reason, clean };
  return { ...common, label: "end", stream: "end", value, text: show(value) };
}

function streamOf(...parts: readonly string[]): string {
  return parts.join(" ");
}

/** JSON is compared by value, so that white space and the order of members make no difference. */
function jsonOr(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
