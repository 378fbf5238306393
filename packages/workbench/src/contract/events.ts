import type { ConnectionRequest, ConnectionState, OutgoingMessage } from "./connection.js";
import type { Result } from "./problem.js";
import type { CaptureStatus, Row, RowDetail, TimelineFilter, ViewChange } from "./timeline.js";

export interface Playground {
  readonly websocketUrl: string;
  readonly socketIoUrl: string;
}

/** What a page is told first. */
export interface Welcome {
  readonly version: string;
  readonly project: string;
  readonly playground: Playground | undefined;
  readonly connections: readonly ConnectionState[];
  readonly capture: CaptureStatus;
}

/** Page to backend. Every call is answered. */
export interface PageCalls {
  welcome(ack: (welcome: Welcome) => void): void;
  /** Opens a connection; with `id`, the one of that tab again, its log kept. */
  "connection:open"(
    call: { readonly id?: string; readonly title?: string; readonly request: ConnectionRequest },
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
  /** Watches a view: `timeline:change` follows until it is watched anew under the same name or dropped. */
  "timeline:watch"(
    call: { readonly viewId: string; readonly filter: TimelineFilter },
    ack: (result: Result<ViewChange>) => void,
  ): void;
  "timeline:unwatch"(call: { readonly viewId: string }, ack: (result: Result<null>) => void): void;
  /** Rows `from` to `from + count - 1` of a view, counted from 0; at most 500 at once. */
  "timeline:rows"(
    call: { readonly viewId: string; readonly from: number; readonly count: number },
    ack: (result: Result<readonly Row[]>) => void,
  ): void;
  /** `limit`: bytes of each part and of the original; default 1 MiB. */
  "timeline:detail"(
    call: { readonly seq: number; readonly limit?: number },
    ack: (result: Result<RowDetail>) => void,
  ): void;
}

/** Backend to page. */
export interface PageNews {
  /** One connection came to be or changed. */
  connection(state: ConnectionState): void;
  "connection:removed"(id: string): void;
  /** The page calls `ack` when it has taken the change in; until then the view's next changes are gathered. */
  "timeline:change"(change: ViewChange, ack: () => void): void;
  /** At most four times a second, while it changes. */
  capture(status: CaptureStatus): void;
}
