import type { Protocol } from "../../contract/index.js";

/** A client that the script knows: what it is to be told once it is there, or that it is refused. */
export interface MockRole {
  readonly index: number;
  /** The connection's name in the recording or scenario. */
  readonly name: string;
  readonly protocol: Protocol;
  /** Socket.IO: the namespace. WebSocket: the path. `{{name}}` in it stands for any part of a path. */
  readonly place: string;
  /** The id that the server gave it; the one of now takes its place in everything that is sent. */
  readonly socketId?: string;
  readonly refusal?: Refusal;
}

export interface Refusal {
  /** WebSocket: the HTTP status and body. */
  readonly status?: number;
  readonly body?: string;
  /** Socket.IO: the middleware's error. */
  readonly message?: string;
  readonly data?: unknown;
}

/** What a client sends, as rules know it. */
export type Incoming =
  | { readonly type: "message"; readonly data: string | Buffer }
  | { readonly type: "event"; readonly event: string; readonly args: readonly unknown[] };

/** What a client does that the server answers. */
export type Trigger =
  | { readonly type: "connect" }
  | { readonly type: "message"; readonly value: unknown }
  | { readonly type: "event"; readonly event: string; readonly args: readonly unknown[] }
  /** The client acknowledged an event of the server: the reply with this number. */
  | { readonly type: "ack"; readonly reply: number }
  /**
   * Any content: of the event, or, without one, of whatever has no rule of its own. `problem` says what
   * is wrong with it by the documentation.
   */
  | {
      readonly type: "documented";
      readonly event?: string;
      readonly problem: (incoming: Incoming) => string | undefined;
    };

export type Action =
  | { readonly type: "message"; readonly data: string | Buffer }
  | {
      readonly type: "event";
      readonly event: string;
      readonly args: readonly unknown[];
      /** Set when the server asks an acknowledgement: by this number triggers name it. */
      readonly reply?: number;
    }
  /** Answers the acknowledgement that the trigger asked for. */
  | { readonly type: "ack"; readonly args: readonly unknown[] }
  | { readonly type: "close"; readonly code?: number; readonly reason: string };

export interface Reply {
  /** Who is told: not always the one who triggered it. */
  readonly role: number;
  /** Milliseconds after the trigger, as it was recorded. */
  readonly afterMs: number;
  readonly action: Action;
}

/** What one client does, and what the server says to it and to others thereupon. */
export interface MockRule {
  readonly index: number;
  readonly role: number;
  readonly trigger: Trigger;
  readonly replies: readonly Reply[];
  /** The replies come again after each of these milliseconds, as long as the client is there. */
  readonly everyMs?: number;
}

/** What a mock server plays, from the server's side. */
export interface MockScript {
  readonly roles: readonly MockRole[];
  readonly rules: readonly MockRule[];
  /** The Socket.IO handshake path. */
  readonly socketIoPath: string;
  /** How Socket.IO packets are written: one parser a server. */
  readonly parser: "json" | "msgpack";
  /** What was said before something is heard before it, too, by a client that is faster than the recorded one. */
  readonly keepsOrder: boolean;
  /** What it was made from cannot all be played: one sentence each. */
  readonly notes: readonly string[];
}
