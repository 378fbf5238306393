import type { EventArgument, OutgoingMessage, Protocol, Reaction, ReactionStep } from "signalbox/contract";

export type StepKind = ReactionStep["do"];

export const EMPTY_ARGUMENT: EventArgument = { kind: "json", body: "" };

export function newReaction(id: string): Reaction {
  // biome-ignore lint/suspicious/noThenProperty: the contract's word; a reaction is never awaited
  return { id, enabled: true, when: {}, then: [] };
}

/** The kinds of step that a protocol has. */
export function stepKinds(protocol: Protocol): readonly StepKind[] {
  return protocol === "websocket" ? ["store", "send"] : ["store", "send", "ack"];
}

export function newStep(kind: StepKind, protocol: Protocol): ReactionStep {
  switch (kind) {
    case "store":
      return { do: "store", variable: "" };
    case "send":
      return { do: "send", message: emptyMessage(protocol) };
    case "ack":
      return { do: "ack", args: [EMPTY_ARGUMENT] };
  }
}

function emptyMessage(protocol: Protocol): OutgoingMessage {
  return protocol === "websocket"
    ? { kind: "text", body: "" }
    : { kind: "event", event: "message", args: [EMPTY_ARGUMENT] };
}

export function change<T>(list: readonly T[], index: number, next: T): readonly T[] {
  return list.map((one, place) => (place === index ? next : one));
}

export function without<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, place) => place !== index);
}
