import type { OutgoingMessage } from "./message.js";
import type { Problem } from "./problem.js";
import type { Reaction } from "./reaction.js";
import type { ConnectionRequest, Protocol } from "./request.js";
import type { Environment, EnvironmentVariable } from "./variables.js";

export type RequestStatus = "design" | "development" | "testing" | "released" | "deprecated";

export interface SavedMessage {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly message: OutgoingMessage;
}

export interface ListenedEvent {
  readonly event: string;
  readonly listen: boolean;
}

/** Everything a request's file holds. */
export interface SavedRequest {
  readonly name: string;
  /** Markdown. */
  readonly description?: string;
  readonly status?: RequestStatus;
  readonly tags?: readonly string[];
  readonly owner?: string;
  readonly request: ConnectionRequest;
  readonly messages: readonly SavedMessage[];
  /** Socket.IO: the Events tab. */
  readonly events?: readonly ListenedEvent[];
  readonly reactions?: readonly Reaction[];
}

/** A folder or file below `requests/`. Paths are relative to it, with `/`, without an ending. */
export type ProjectNode =
  | {
      readonly kind: "folder";
      readonly path: string;
      readonly name: string;
      readonly children: readonly ProjectNode[];
    }
  | {
      readonly kind: "request";
      readonly path: string;
      readonly name: string;
      readonly protocol: Protocol;
      readonly status?: RequestStatus;
      readonly tags?: readonly string[];
      readonly revision: string;
    }
  /** A file that cannot be read: file, line, column and what is wrong are in the problem's values. */
  | { readonly kind: "broken"; readonly path: string; readonly name: string; readonly problem: Problem };

export interface ProjectState {
  /** The `name` in signalbox.yaml, or the folder's. */
  readonly name: string;
  readonly directory: string;
  readonly tree: readonly ProjectNode[];
  readonly environments: readonly Environment[];
  /** The chosen environment's name. */
  readonly environment?: string;
  /** The project's own variables, of signalbox.yaml. */
  readonly variables: readonly EnvironmentVariable[];
  /** For `environment:save` with an empty name. */
  readonly variablesRevision: string;
  /** Files other than requests that cannot be read. */
  readonly problems: readonly Problem[];
}

/** A request as read from its file. */
export interface RequestFile {
  readonly path: string;
  /** Given back at a save, so that a change made elsewhere is never overwritten in silence. */
  readonly revision: string;
  readonly saved: SavedRequest;
}
