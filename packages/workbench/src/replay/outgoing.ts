import { type CapturedRow, decode, payloadBytes } from "../capture-files/index.js";
import type { OutgoingMessage } from "../contract/index.js";
import type { Substitutions } from "../diff/index.js";
import { argumentsOf } from "../scenarios/running/outgoing.js";

/** Nobody waits for it: what comes is compared at the end. */
const ackTimeoutMs = 3_600_000;

/** A sent row as it is sent again; undefined for what the client does by itself. */
export function messageOf(
  { entry }: CapturedRow,
  substitutions: Substitutions,
  ackId?: number,
): OutgoingMessage | undefined {
  const { kind, namespace, event = "" } = entry;
  const inNamespace = namespace === undefined ? {} : { namespace };
  switch (kind) {
    case "message": {
      const content = decode(entry);
      if (content.type === "binary") {
        return { kind: "binary", body: content.bytes.toString("base64"), encoding: "base64" };
      }
      return { kind: "text", body: content.type === "text" ? substitutions.text(content.text) : "" };
    }
    case "event": {
      const args = argumentsOf(substitutedArguments(entry, substitutions), ".");
      const ack = entry.ackId === undefined ? {} : { ackTimeoutMs };
      return { kind: "event", event, args, ...inNamespace, ...ack };
    }
    case "ack": {
      if (ackId === undefined) return undefined;
      const args = argumentsOf(substitutedArguments(entry, substitutions), ".");
      return { kind: "ack", ackId, args, ...inNamespace };
    }
    case "ping":
      return { kind: "ping", body: payloadBytes(entry).toString("base64"), encoding: "base64" };
    default:
      return undefined;
  }
}

function substitutedArguments(entry: CapturedRow["entry"], substitutions: Substitutions): readonly unknown[] {
  const content = decode(entry);
  const value = substitutions.value(content.type === "arguments" ? content.args : []);
  return Array.isArray(value) ? value : [];
}
