import type { CaptureInfo, CaptureList } from "./capture.js";
import type { Code, CodeCall } from "./code.js";
import type { ConnectionState } from "./connection.js";
import type {
  CaptureFormat,
  CollectionFormat,
  ExchangedFile,
  ExportReport,
  ImportReport,
} from "./exchange.js";
import type { Behaviour, OutgoingMessage, Repeat } from "./message.js";
import type { Result } from "./problem.js";
import type { ProjectState, RequestFile, SavedRequest } from "./project.js";
import type { Reaction } from "./reaction.js";
import type { ConnectionRequest } from "./request.js";
import type { ScenarioInfo, ScenarioRun, ScenarioStep } from "./scenario.js";
import type {
  CaptureStatus,
  Catalogue,
  Mark,
  Row,
  RowDetail,
  TimelineFilter,
  ViewChange,
} from "./timeline.js";
import type { EnvironmentVariable, VariableInfo } from "./variables.js";

export interface Playground {
  readonly websocketUrl: string;
  readonly socketIoUrl: string;
}

/** What a page is told first. */
export interface Welcome {
  readonly version: string;
  readonly project: ProjectState;
  readonly variables: readonly VariableInfo[];
  readonly playground: Playground | undefined;
  readonly connections: readonly ConnectionState[];
  readonly capture: CaptureStatus;
}

/** Page to backend. Every call is answered. */
export interface PageCalls {
  welcome(ack: (welcome: Welcome) => void): void;
  /** Opens a connection; with `id`, the one of that tab again, its log kept. */
  "connection:open"(
    call: {
      readonly id?: string;
      readonly title?: string;
      /** The saved request it comes from: its reactions are in force. */
      readonly path?: string;
      readonly request: ConnectionRequest;
      /** In force from the start; default: the saved request's. */
      readonly reactions?: readonly Reaction[];
    },
    ack: (result: Result<ConnectionState>) => void,
  ): void;
  "connection:close"(
    call: { readonly id: string; readonly code?: number; readonly reason?: string },
    ack: (result: Result<null>) => void,
  ): void;
  /** Ends the connection and forgets the tab; its rows stay in the capture. */
  "connection:remove"(call: { readonly id: string }, ack: (result: Result<null>) => void): void;
  "connection:send"(
    call: { readonly id: string; readonly message: OutgoingMessage },
    ack: (result: Result<null>) => void,
  ): void;
  /** Sends a list over and over until it is stopped, the connection ends, or it was sent as often as asked. */
  "connection:repeat"(
    call: { readonly id: string; readonly repeat: Repeat },
    ack: (result: Result<null>) => void,
  ): void;
  "connection:stop-repeat"(call: { readonly id: string }, ack: (result: Result<null>) => void): void;
  "connection:behave"(
    call: { readonly id: string; readonly behaviour: Behaviour },
    ack: (result: Result<null>) => void,
  ): void;
  /** Replaces the reactions of an open connection. */
  "connection:react"(
    call: { readonly id: string; readonly reactions: readonly Reaction[] },
    ack: (result: Result<null>) => void,
  ): void;

  "request:read"(call: { readonly path: string }, ack: (result: Result<RequestFile>) => void): void;
  /**
   * Writes a request. Without `revision` the file is created, under a free name beside `path` where that is taken.
   * With one, a file that was changed since is left alone: `FILE_CHANGED`.
   */
  "request:save"(
    call: { readonly path: string; readonly saved: SavedRequest; readonly revision?: string },
    ack: (result: Result<RequestFile>) => void,
  ): void;
  "folder:create"(call: { readonly path: string }, ack: (result: Result<null>) => void): void;
  /** Moves or renames a folder or request; answers with the new path. */
  "project:move"(
    call: { readonly path: string; readonly to: string },
    ack: (result: Result<{ readonly path: string }>) => void,
  ): void;
  "project:duplicate"(
    call: { readonly path: string },
    ack: (result: Result<{ readonly path: string }>) => void,
  ): void;
  /** Deletes a folder or request; `project:restore` with the answer's id brings it back, until the backend ends. */
  "project:delete"(
    call: { readonly path: string },
    ack: (result: Result<{ readonly undoId: string }>) => void,
  ): void;
  "project:restore"(
    call: { readonly undoId: string },
    ack: (result: Result<{ readonly path: string }>) => void,
  ): void;
  /** Undefined: none. */
  "environment:select"(
    call: { readonly name: string | undefined },
    ack: (result: Result<null>) => void,
  ): void;
  /** Without `revision` it is created. An empty `name` means the project's own variables. */
  "environment:save"(
    call: {
      readonly name: string;
      readonly variables: readonly EnvironmentVariable[];
      readonly revision?: string;
    },
    ack: (result: Result<null>) => void,
  ): void;
  "environment:rename"(
    call: { readonly name: string; readonly to: string },
    ack: (result: Result<null>) => void,
  ): void;
  "environment:delete"(call: { readonly name: string }, ack: (result: Result<null>) => void): void;
  /** The value of a secret in clear, when a person asks for it. */
  "environment:reveal"(
    call: { readonly name: string; readonly variable: string },
    ack: (result: Result<string>) => void,
  ): void;

  "captures:list"(ack: (result: Result<CaptureList>) => void): void;
  /** Names it, keeps it from being cleared away, or both. */
  "capture:change"(
    call: { readonly id: string; readonly name?: string; readonly kept?: boolean },
    ack: (result: Result<CaptureInfo>) => void,
  ): void;
  "capture:delete"(call: { readonly id: string }, ack: (result: Result<null>) => void): void;

  /** Takes over requests, or recorded traffic, from one file of another tool, or from the files of a folder. */
  "exchange:import"(
    call: { readonly files: readonly ExchangedFile[]; readonly into: string },
    ack: (result: Result<ImportReport>) => void,
  ): void;
  /** The requests at or below a path of the project; an empty one means all. */
  "exchange:export"(
    call: { readonly path: string; readonly format: CollectionFormat; readonly withSecrets: boolean },
    ack: (result: Result<ExportReport>) => void,
  ): void;
  /** A capture; default the current one. */
  "exchange:export-capture"(
    call: { readonly captureId?: string; readonly format: CaptureFormat; readonly withSecrets: boolean },
    ack: (result: Result<ExportReport>) => void,
  ): void;

  /** Writes a connection and a message down for another tool. Secret variables stay variables. */
  "code:of"(call: CodeCall, ack: (result: Result<Code>) => void): void;

  /** The files below `scenarios/`, those with a mistake too. */
  "scenarios:list"(ack: (result: Result<readonly ScenarioInfo[]>) => void): void;
  /** Runs scenarios; `scenario:step` and `scenario:run` follow. One with a mistake is refused, and nothing is run. */
  "scenario:run"(
    call: { readonly paths: readonly string[] },
    ack: (result: Result<ScenarioRun>) => void,
  ): void;
  /** Steps that wait stop, connections are closed; the run's outcomes follow. */
  "scenario:stop"(call: { readonly runId: string }, ack: (result: Result<null>) => void): void;
  /**
   * A scenario that does what the clients of a capture did, of all rows or of those chosen. With `path` it is written
   * below `scenarios/`, where nothing of that name is.
   */
  "scenario:make"(
    call: {
      readonly captureId?: string;
      readonly seqs?: readonly number[];
      readonly name?: string;
      readonly path?: string;
    },
    ack: (result: Result<{ readonly text: string; readonly path?: string }>) => void,
  ): void;

  /** Watches a view: `timeline:change` follows until it is watched anew under the same name or dropped. */
  "timeline:watch"(
    call: { readonly viewId: string; readonly filter: TimelineFilter; readonly captureId?: string },
    ack: (result: Result<ViewChange>) => void,
  ): void;
  "timeline:unwatch"(call: { readonly viewId: string }, ack: (result: Result<null>) => void): void;
  /** Rows `from` to `from + count - 1` of a view, counted from 0; at most 500 at once. */
  "timeline:rows"(
    call: { readonly viewId: string; readonly from: number; readonly count: number },
    ack: (result: Result<readonly Row[]>) => void,
  ): void;
  /** `limit`: bytes of each part and of the original; default 1 MiB. `captureId`: default the current one. */
  "timeline:detail"(
    call: { readonly seq: number; readonly limit?: number; readonly captureId?: string },
    ack: (result: Result<RowDetail>) => void,
  ): void;
  /** The position in the view of the first row at or after a time, for a jump. */
  "timeline:position"(
    call: { readonly viewId: string; readonly timeUs?: number; readonly seq?: number },
    ack: (result: Result<number>) => void,
  ): void;
  /** Marks a row or takes the mark away. */
  "timeline:mark"(
    call: { readonly seq: number; readonly mark: Mark | undefined; readonly captureId?: string },
    ack: (result: Result<null>) => void,
  ): void;
  /** What events and message kinds were seen on these connections, with counts. */
  "timeline:catalogue"(
    call: { readonly connectionIds?: readonly string[]; readonly captureId?: string },
    ack: (result: Result<Catalogue>) => void,
  ): void;
}

/** Backend to page. */
export interface PageNews {
  /** One connection came to be or changed. */
  connection(state: ConnectionState): void;
  "connection:removed"(id: string): void;
  /** After each change of the project's files, by whomever. */
  project(state: ProjectState): void;
  variables(variables: readonly VariableInfo[]): void;
  /** The page calls `ack` when it has taken the change in; until then the view's next changes are gathered. */
  "timeline:change"(change: ViewChange, ack: () => void): void;
  "scenario:step"(step: ScenarioStep): void;
  /** After each outcome, and when all are there. */
  "scenario:run"(run: ScenarioRun): void;
  /** At most four times a second, while it changes. */
  capture(status: CaptureStatus): void;
}
