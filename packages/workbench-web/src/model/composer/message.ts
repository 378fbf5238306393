import type { BinaryEncoding, EventArgument, OutgoingMessage, Protocol } from "signalbox/contract";
import { parseBinary } from "../binary.js";
import type { JsonFault } from "../json.js";
import { jsonTemplateFault } from "../variables/jsonTemplate.js";
import { hasPlaceholder } from "../variables/template.js";
import { type BodyDraft, bodyText, readBody, writtenBody } from "./body.js";
import { ACK_TIMEOUT_MS, type ComposerDraft, emptyComposer } from "./composer.js";

/** What keeps a message from being sent. `argument` counts from 0 and is absent for a WebSocket message. */
export type MessageFault =
  | { readonly code: "NOT_JSON"; readonly argument?: number; readonly fault: JsonFault }
  | {
      readonly code: "NOT_BINARY";
      readonly argument?: number;
      readonly encoding: Exclude<BinaryEncoding, "file">;
      readonly at: number;
    }
  | { readonly code: "FILE_EMPTY"; readonly argument?: number }
  | { readonly code: "EVENT_EMPTY" };

export type MessageResult =
  | { readonly ok: true; readonly message: OutgoingMessage }
  | { readonly ok: false; readonly fault: MessageFault };

function bodyFault(body: BodyDraft, argument?: number): MessageFault | undefined {
  const place = argument === undefined ? {} : { argument };
  if (body.kind === "json") {
    const fault = jsonTemplateFault(body.json);
    return fault === undefined ? undefined : { code: "NOT_JSON", ...place, fault };
  }
  if (body.kind !== "binary") return undefined;
  if (body.encoding === "file") {
    return body.picked || body.path.trim() !== "" ? undefined : { code: "FILE_EMPTY", ...place };
  }
  // What a variable holds is known to the backend alone.
  if (hasPlaceholder(body.binary)) return undefined;
  const parsed = parseBinary(body.binary, body.encoding);
  return parsed.ok ? undefined : { code: "NOT_BINARY", ...place, encoding: body.encoding, at: parsed.at };
}

/** XML and HTML are for messages; an event's argument of those kinds is text. */
function toArgument(body: BodyDraft): EventArgument {
  const kind = body.kind === "json" || body.kind === "binary" ? body.kind : "text";
  return { kind, ...writtenBody(body) };
}

/** The message to send. With `anyway`, a WebSocket text that is not JSON is sent as it stands. */
export function toMessage(draft: ComposerDraft, protocol: Protocol, anyway = false): MessageResult {
  if (protocol === "websocket") {
    const fault = bodyFault(draft.body);
    if (fault === undefined) {
      return { ok: true, message: { kind: draft.body.kind, ...writtenBody(draft.body) } };
    }
    if (anyway && fault.code === "NOT_JSON") {
      return { ok: true, message: { kind: "text", body: draft.body.json } };
    }
    return { ok: false, fault };
  }
  if (draft.event.trim() === "") return { ok: false, fault: { code: "EVENT_EMPTY" } };
  // An argument that was never filled in is not an argument: one empty editor means an event without any.
  const args = draft.args.filter(
    (body) => draft.args.length > 1 || bodyText(body).trim() !== "" || body.kind === "text" || body.picked,
  );
  for (const [index, body] of args.entries()) {
    const fault = bodyFault(body, index);
    if (fault !== undefined) return { ok: false, fault };
  }
  return {
    ok: true,
    message: {
      kind: "event",
      event: draft.event,
      args: args.map(toArgument),
      ...(draft.namespace === undefined ? {} : { namespace: draft.namespace }),
      ...(draft.wantsAck ? { ackTimeoutMs: draft.ackTimeoutMs } : {}),
    },
  };
}

/** The editor for a message that was written before; undefined for those that have none, such as a ping. */
export function fromMessage(message: OutgoingMessage): ComposerDraft | undefined {
  switch (message.kind) {
    case "event": {
      const { event, args, ackTimeoutMs, namespace } = message;
      return {
        ...emptyComposer("socket.io"),
        event,
        args: args.map((argument, id) => readBody(id, argument)),
        nextArgId: args.length,
        wantsAck: ackTimeoutMs !== undefined,
        ackTimeoutMs: ackTimeoutMs ?? ACK_TIMEOUT_MS,
        ...(namespace === undefined ? {} : { namespace }),
      };
    }
    case "text":
    case "json":
    case "xml":
    case "html":
    case "binary":
      return { ...emptyComposer("websocket"), body: readBody(0, message) };
    default:
      return undefined;
  }
}
