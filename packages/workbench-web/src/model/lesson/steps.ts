import type { TimelineFilter } from "signalbox/contract";
import type { PlaygroundKind } from "../connections/playground.js";

export type StepId =
  | "upgrade"
  | "maskedFrame"
  | "unmaskedFrame"
  | "engineOpen"
  | "namespace"
  | "event"
  | "ack"
  | "plainClient";

export interface Step {
  readonly id: StepId;
  /** The row it is about; undefined for a step that is no row. */
  readonly row?: TimelineFilter;
}

const upgrade: Step = { id: "upgrade", row: { kinds: ["handshake"], protocolLayer: true } };

/** What a newcomer is shown on their first connection, in the order in which it happened there. */
export const LESSONS: Readonly<Record<PlaygroundKind, readonly Step[]>> = {
  echo: [
    upgrade,
    { id: "maskedFrame", row: { kinds: ["message"], directions: ["sent"] } },
    { id: "unmaskedFrame", row: { kinds: ["message"], directions: ["received"] } },
  ],
  chat: [
    upgrade,
    { id: "engineOpen", row: { kinds: ["engine"], events: ["open"], protocolLayer: true } },
    { id: "namespace", row: { kinds: ["socket"], protocolLayer: true } },
    { id: "event", row: { kinds: ["event"], directions: ["sent"] } },
    { id: "ack", row: { kinds: ["ack"] } },
    { id: "plainClient" },
  ],
};
