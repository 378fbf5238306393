import type { Protocol } from "signalbox/contract";
import { type BodyDraft, emptyBody } from "./body.js";

/** The message as it stands in the editor, valid or not. */
export interface ComposerDraft {
  readonly body: BodyDraft;
  readonly event: string;
  readonly args: readonly BodyDraft[];
  /** The argument in the editor. */
  readonly selectedArg: number;
  readonly nextArgId: number;
  readonly wantsAck: boolean;
  readonly ackTimeoutMs: number;
  /** Socket.IO: undefined for the address's own. */
  readonly namespace?: string;
  /** The saved message it was taken from. */
  readonly savedId?: string;
}

export const ACK_TIMEOUT_MS = 5_000;

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

/** Changes the body in the editor: the message, or the argument that is selected. */
export function changeBody(
  draft: ComposerDraft,
  protocol: Protocol,
  change: (body: BodyDraft) => BodyDraft,
): ComposerDraft {
  if (protocol === "websocket") return { ...draft, body: change(draft.body) };
  const args = draft.args.map((body, place) => (place === draft.selectedArg ? change(body) : body));
  return { ...draft, args };
}

/** The body in the editor; undefined for an event without arguments. */
export function currentBody(draft: ComposerDraft, protocol: Protocol): BodyDraft | undefined {
  return protocol === "websocket" ? draft.body : draft.args[draft.selectedArg];
}
