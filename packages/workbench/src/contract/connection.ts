import type { Behaviour, RepeatState } from "./message.js";
import type { Problem } from "./problem.js";
import type { ConnectionRequest } from "./request.js";

export interface ConnectionState {
  readonly id: string;
  /** The tab's caption: the saved name, or host and path. */
  readonly title: string;
  /** As it was asked for, variables not resolved. */
  readonly request: ConnectionRequest;
  /** The saved request it was opened from. */
  readonly path?: string;
  readonly phase: "idle" | "connecting" | "connected" | "closing" | "closed" | "failed";
  /** When `phase` began, milliseconds since the epoch. */
  readonly since: number;
  /** The Socket.IO version in use, once known (`auto` resolved). */
  readonly version?: 2 | 3 | 4;
  /** The negotiated subprotocol. */
  readonly subprotocol?: string;
  /** The Socket.IO socket id, or undefined. */
  readonly socketId?: string;
  /** Socket.IO: the transport in use. */
  readonly transport?: "polling" | "websocket";
  /** Socket.IO: the namespaces joined. */
  readonly namespaces?: readonly string[];
  readonly behaviour?: Behaviour;
  /** Set while a list is being repeated. */
  readonly repeat?: RepeatState;
  /** How it ended, when `phase` is `closed`. */
  readonly close?: {
    readonly code?: number;
    readonly reason: string;
    readonly meaning: string;
    readonly clean: boolean;
  };
  /** Why it failed, when `phase` is `failed`. */
  readonly problem?: Problem;
}
