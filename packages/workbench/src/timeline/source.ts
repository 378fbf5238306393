import type { Catalogue, Mark, Row, RowDetail, TimelineFilter, ViewChange } from "../contract/index.js";

/** A row by its number, or the first at or after a time. */
export type Position = { readonly seq: number } | { readonly timeUs: number };

/** A capture as it is looked at: the one that is recorded now, or one that was opened again. */
export interface CaptureSource {
  /** Rejects with `FILTER_INVALID`, `SEARCH_TOO_SLOW`. */
  watch(viewId: string, filter: TimelineFilter): Promise<ViewChange>;
  unwatch(viewId: string): Promise<void>;
  /** Rejects with `VIEW_UNKNOWN`, `SEARCH_TOO_SLOW`. */
  rows(viewId: string, from: number, count: number): Promise<readonly Row[]>;
  /** `limit`: bytes of each part and of the original. Rejects with `ROW_UNKNOWN`. */
  detail(seq: number, limit: number): Promise<RowDetail>;
  /** The place of a row in a view; of one that does not belong, that of the next which does. */
  position(viewId: string, at: Position): Promise<number>;
  /** Marks a row, or takes its mark away. Rejects with `ROW_UNKNOWN`. */
  mark(seq: number, mark: Mark | undefined): Promise<void>;
  /** Events and messages seen on these connections, or on all. */
  catalogue(connectionIds: readonly string[] | undefined): Promise<Catalogue>;
}
