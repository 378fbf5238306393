import type { EventArgument, OutgoingMessage, Protocol } from "signalbox/contract";
import { type BinaryEncoding, parseBinary } from "./binary.js";
import { beautifyJson, type JsonFault, jsonFault } from "./json.js";

export type BodyKind = "text" | "json" | "binary";

/** One editor: a WebSocket message, or one argument of an event. Each kind keeps what was typed in it. */
export interface BodyDraft {
  readonly id: number;
  readonly kind: BodyKind;
  readonly text: string;
  readonly json: string;
  readonly binary: string;
  readonly encoding: BinaryEncoding;
}

export interface ComposerDraft {
  readonly body: BodyDraft;
  readonly event: string;
  readonly args: readonly BodyDraft[];
  /** The argument in the editor. */
  readonly selectedArg: number;
  readonly nextArgId: number;
  readonly wantsAck: boolean;
  readonly ackTimeoutMs: number;
}

export const ACK_TIMEOUT_MS = 5_000;

export function emptyBody(id: number, kind: BodyKind): BodyDraft {
  return { id, kind, text: "", json: "", binary: "", encoding: "hex" };
}

export function emptyComposer(protocol: Protocol): ComposerDraft {
  return {
    body: emptyBody(0, "text"),
    event: "message",
    args: protocol === "socket.io" ? [emptyBody(0, "json")] : [],
    selectedArg: 0,
    nextArgId: 1,
    wantsAck: false,
    ackTimeoutMs: ACK_TIMEOUT_MS,
  };
}

export function bodyText(body: BodyDraft): string {
  return body[body.kind];
}

export function withBodyText(body: BodyDraft, text: string): BodyDraft {
  return { ...body, [body.kind]: text };
}

export function addArgument(draft: ComposerDraft): ComposerDraft {
  const args = [...draft.args, emptyBody(draft.nextArgId, "json")];
  return { ...draft, args, selectedArg: args.length - 1, nextArgId: draft.nextArgId + 1 };
}

export function removeArgument(draft: ComposerDraft, index: number): ComposerDraft {
  const args = draft.args.filter((_, place) => place !== index);
  const selected = draft.selectedArg > index ? draft.selectedArg - 1 : draft.selectedArg;
  return { ...draft, args, selectedArg: Math.max(0, Math.min(selected, args.length - 1)) };
}

/** Moves an argument by one place and keeps it selected. */
export function moveArgument(draft: ComposerDraft, index: number, step: -1 | 1): ComposerDraft {
  const target = index + step;
  const moved = draft.args[index];
  const other = draft.args[target];
  if (moved === undefined || other === undefined) return draft;
  const args = [...draft.args];
  args[index] = other;
  args[target] = moved;
  return { ...draft, args, selectedArg: target };
}

export function changeArgument(
  draft: ComposerDraft,
  index: number,
  change: (body: BodyDraft) => BodyDraft,
): ComposerDraft {
  return { ...draft, args: draft.args.map((body, place) => (place === index ? change(body) : body)) };
}

/** The body in the editor, set out over lines; left alone where it is not JSON. */
export function beautifyBody(draft: ComposerDraft, protocol: Protocol): ComposerDraft {
  const change = (body: BodyDraft): BodyDraft =>
    body.kind === "json" ? { ...body, json: beautifyJson(body.json) ?? body.json } : body;
  if (protocol === "websocket") return { ...draft, body: change(draft.body) };
  return changeArgument(draft, draft.selectedArg, change);
}

/** What keeps a message from being sent. `argument` counts from 0 and is absent for a WebSocket message. */
export type MessageFault =
  | { readonly code: "NOT_JSON"; readonly argument?: number; readonly fault: JsonFault }
  | {
      readonly code: "NOT_BINARY";
      readonly argument?: number;
      readonly encoding: BinaryEncoding;
      readonly at: number;
    }
  | { readonly code: "EVENT_EMPTY" };

export type MessageResult =
  | { readonly ok: true; readonly message: OutgoingMessage }
  | { readonly ok: false; readonly fault: MessageFault };

function bodyFault(body: BodyDraft, argument?: number): MessageFault | undefined {
  const place = argument === undefined ? {} : { argument };
  if (body.kind === "json") {
    const fault = jsonFault(body.json);
    return fault === undefined ? undefined : { code: "NOT_JSON", ...place, fault };
  }
  if (body.kind === "binary") {
    const parsed = parseBinary(body.binary, body.encoding);
    return parsed.ok ? undefined : { code: "NOT_BINARY", ...place, encoding: body.encoding, at: parsed.at };
  }
  return undefined;
}

function toArgument(body: BodyDraft): EventArgument {
  const argument = { kind: body.kind, body: bodyText(body) };
  return body.kind === "binary" ? { ...argument, encoding: body.encoding } : argument;
}

/** The message to send. With `anyway`, a WebSocket text that is not JSON is sent as it stands. */
export function toMessage(draft: ComposerDraft, protocol: Protocol, anyway = false): MessageResult {
  if (protocol === "websocket") {
    const fault = bodyFault(draft.body);
    if (fault === undefined) return { ok: true, message: toArgument(draft.body) };
    if (anyway && fault.code === "NOT_JSON") {
      return { ok: true, message: { kind: "text", body: draft.body.json } };
    }
    return { ok: false, fault };
  }
  if (draft.event.trim() === "") return { ok: false, fault: { code: "EVENT_EMPTY" } };
  // An argument that was never filled in is not an argument: one empty editor means an event without any.
  const args = draft.args.filter(
    (body) => draft.args.length > 1 || bodyText(body).trim() !== "" || body.kind === "text",
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
      ...(draft.wantsAck ? { ackTimeoutMs: draft.ackTimeoutMs } : {}),
    },
  };
}
