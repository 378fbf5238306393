import type { Catalogue, Mark, Row, RowDetail, TimelineFilter, ViewChange } from "../contract/index.js";
import { CatalogueReader } from "./catalogue.js";
import { DetailReader } from "./detail.js";
import { TimelineError } from "./errors.js";
import { compileFilter } from "./filter.js";
import { MarkWriter } from "./marks.js";
import { TimeIndex } from "./position.js";
import { RowReader } from "./rows.js";
import type { Position } from "./source.js";
import type { Database, Statement } from "./sql.js";
import { View } from "./view.js";

/** One frame of a screen: a view is told about at most that often. */
const frameMs = 1000 / 60;
/** How long `watch` looks before it answers with what it has. */
const firstLookMs = 60;
const maxRowsAtOnce = 500;

/** Answers questions about a capture that another thread is writing, and keeps the watched views. */
export class CaptureReader {
  readonly #db: Database;
  readonly #tell: (change: ViewChange) => void;
  readonly #views = new Map<string, View>();
  readonly #rows: RowReader;
  readonly #details: DetailReader;
  readonly #newPairs: Statement;
  readonly #times: TimeIndex;
  readonly #catalogue: CatalogueReader;
  readonly #marks: MarkWriter;
  #lastSeq = 0;
  #isSearching = false;
  #lastTold = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, db: Database, tell: (change: ViewChange) => void) {
    this.#db = db;
    this.#tell = tell;
    this.#rows = new RowReader(db);
    this.#details = new DetailReader(db, this.#rows);
    this.#times = new TimeIndex(db);
    this.#catalogue = new CatalogueReader(db, this.#times);
    this.#marks = new MarkWriter(path);
    this.#newPairs = db.prepare(
      "SELECT pair_seq FROM entry WHERE seq BETWEEN ? AND ? AND pair_seq IS NOT NULL ORDER BY seq DESC LIMIT 500",
    );
    this.#lastSeq = Number(db.prepare("SELECT coalesce(max(seq), 0) FROM entry").get()?.[0]);
  }

  /** The writer has made all rows up to `lastSeq` visible. */
  committed(lastSeq: number): void {
    if (lastSeq <= this.#lastSeq) return;
    const first = this.#lastSeq + 1;
    this.#lastSeq = lastSeq;
    if (this.#views.size === 0) return;
    const answered = this.#newPairs.all([first, lastSeq]).map((row) => Number(row[0]));
    for (const view of this.#views.values()) {
      for (const seq of answered.reverse()) view.noteChanged(seq);
      answered.reverse();
    }
    this.#search();
  }

  /** Throws `FILTER_INVALID`. */
  watch(viewId: string, filter: TimelineFilter): ViewChange {
    const view = new View(viewId, compileFilter(filter), this.#db, this.#rows);
    this.#views.set(viewId, view);
    const until = performance.now() + firstLookMs;
    while (!view.isComplete(this.#lastSeq) && performance.now() < until) view.extend(this.#lastSeq);
    this.#search();
    return view.takeChange(this.#lastSeq);
  }

  unwatch(viewId: string): void {
    this.#views.delete(viewId);
  }

  /** Throws `VIEW_UNKNOWN`. */
  rows(viewId: string, from: number, count: number): readonly Row[] {
    const view = this.#view(viewId);
    const first = Math.max(0, Math.trunc(from));
    return this.#rows.read(view.seqs(first, Math.min(Math.trunc(count), maxRowsAtOnce)));
  }

  /** The place of a row in a view; of one that does not belong, that of the next which does. Throws `VIEW_UNKNOWN`. */
  position(viewId: string, at: Position): number {
    const view = this.#view(viewId);
    return view.placeOf("seq" in at ? at.seq : this.#times.firstAt(at.timeUs, this.#lastSeq));
  }

  /** Throws `ROW_UNKNOWN`. */
  mark(seq: number, mark: Mark | undefined): void {
    if (this.#rows.read([seq]).length === 0) {
      throw new TimelineError("ROW_UNKNOWN", `The capture has no row ${seq}.`);
    }
    this.#marks.set(seq, mark);
    for (const view of this.#views.values()) view.noteMarked(seq);
    this.#search();
  }

  async catalogue(connectionIds: readonly string[] | undefined): Promise<Catalogue> {
    const lastSeq = this.#lastSeq;
    while (!this.#catalogue.isComplete(lastSeq)) {
      this.#catalogue.extend(lastSeq);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.#catalogue.read(connectionIds, Date.now() * 1000);
  }

  /** Throws `ROW_UNKNOWN`. */
  detail(seq: number, limit: number): RowDetail {
    return this.#details.read(seq, limit);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#views.clear();
    this.#marks.close();
    this.#db.close();
  }

  #view(viewId: string): View {
    const view = this.#views.get(viewId);
    if (!view) throw new TimelineError("VIEW_UNKNOWN", `The view "${viewId}" is not watched.`);
    return view;
  }

  /** Goes through what the views have not seen yet, one slice each a turn, and tells what came of it. */
  #search(): void {
    if (this.#isSearching) return;
    this.#isSearching = true;
    const turn = () => {
      let isDone = true;
      for (const view of this.#views.values()) {
        view.extend(this.#lastSeq);
        if (!view.isComplete(this.#lastSeq)) isDone = false;
      }
      this.#tellSoon();
      if (isDone) this.#isSearching = false;
      else setImmediate(turn);
    };
    turn();
  }

  #tellSoon(): void {
    if (this.#timer) return;
    const wait = Math.max(0, this.#lastTold + frameMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lastTold = performance.now();
      for (const view of this.#views.values()) {
        if (view.hasNews) this.#tell(view.takeChange(this.#lastSeq));
      }
    }, wait);
  }
}
