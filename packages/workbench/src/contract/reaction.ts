import type { EventArgument, OutgoingMessage } from "./message.js";

/** On a message that matches: store values, answer, acknowledge. */
export interface Reaction {
  readonly id: string;
  readonly name?: string;
  readonly enabled: boolean;
  readonly when: {
    /** Socket.IO: the event's name; undefined: any. */
    readonly event?: string;
    readonly namespace?: string;
    /** Plain text that the payload contains, or `/…/flags`. */
    readonly contains?: string;
    /** A JSONPath that must find something in the payload (an event's arguments as one array). */
    readonly path?: string;
  };
  readonly then: readonly ReactionStep[];
}

export type ReactionStep =
  /** Into the session's variables. `path`: JSONPath of the value; undefined: the whole payload. */
  | { readonly do: "store"; readonly variable: string; readonly path?: string }
  | { readonly do: "send"; readonly message: OutgoingMessage }
  /** Answers the acknowledgement that the event asked for. */
  | { readonly do: "ack"; readonly args: readonly EventArgument[] };
