import type { Mark, Problem, Row, ViewChange } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";
import { ALL_CHOICES, type TimelineChoices, toFilter, toFindFilter } from "./choices.js";
import { Finder } from "./finder.js";
import { OpenRow } from "./openRow.js";
import { type PageRequest, RowWindow } from "./rowWindow.js";

/** What the list draws. `version` grows whenever a row it shows may have changed. */
export interface TimelineState {
  readonly total: number;
  readonly version: number;
  /** Rows that came since the person paused. */
  readonly held: number;
  readonly isPaused: boolean;
  /** The view keeps to the newest row. */
  readonly isFollowing: boolean;
  readonly selected: Selection | undefined;
  /** The row to bring into view: another object each time it is asked for. */
  readonly revealed: { readonly index: number } | undefined;
  /** False while a search still runs over older rows. */
  readonly isComplete: boolean;
  readonly problem: Problem | undefined;
}

/** A selected row: where it stands, and its number. Either may be not known yet. */
export interface Selection {
  readonly index: number | undefined;
  readonly seq: number | undefined;
}

/** The row that times are told from. */
export interface Reference {
  readonly seq: number;
  readonly timeUs: number;
}

const EMPTY: TimelineState = {
  total: 0,
  version: 0,
  held: 0,
  isPaused: false,
  isFollowing: true,
  selected: undefined,
  revealed: undefined,
  isComplete: true,
  problem: undefined,
};

/** Which rows there are to see. */
export interface TimelineSource {
  /** Undefined: the capture that is recorded now. */
  readonly captureId: string | undefined;
  /** Undefined: every connection. Empty: none yet. */
  readonly connectionIds: readonly string[] | undefined;
}

/** Questions for rows on their way at once; a fast scroll replaces the one that waits. */
const QUESTIONS_AT_ONCE = 3;

let views = 0;
let watches = 0;

/** One watched timeline: its filter, the rows in view, the row that is open. */
export class TimelineView {
  /** Its own among the views of this page. */
  readonly name = `view-${++views}`;
  readonly captureId: string | undefined;
  readonly choices = new Observable<TimelineChoices>(ALL_CHOICES);
  readonly state = new Observable<TimelineState>(EMPTY);
  readonly reference = new Observable<Reference | undefined>(undefined);
  readonly open: OpenRow;
  readonly find: Finder;

  readonly #backend: Backend;
  #connectionIds: readonly string[] | undefined;
  #window = new RowWindow();
  /** The newest counters; while paused they are not shown. */
  #latestTotal = 0;
  #viewId: string | undefined;
  /** The view is on the screen; a view that is not costs the backend nothing. */
  #isShown = false;
  #questions = 0;
  #needed: { readonly from: number; readonly count: number } | undefined;

  constructor(backend: Backend, { captureId, connectionIds }: TimelineSource) {
    this.#backend = backend;
    this.captureId = captureId;
    this.#connectionIds = connectionIds;
    this.open = new OpenRow(backend, captureId);
    this.find = new Finder(backend, captureId, this.name);
  }

  // --- what is watched ---

  get connectionIds(): readonly string[] | undefined {
    return this.#connectionIds;
  }

  show(): void {
    this.#isShown = true;
    this.#watch();
  }

  hide(): void {
    this.#isShown = false;
    this.#unwatch();
    this.find.stop();
  }

  /** The backend is back: what was watched before is not watched any more. */
  rewatch(connectionIds: readonly string[] | undefined): void {
    this.#connectionIds = connectionIds;
    this.#viewId = undefined;
    this.find.forget();
    if (this.#isShown) this.#watch();
  }

  setConnections(connectionIds: readonly string[] | undefined): void {
    if (String(connectionIds) === String(this.#connectionIds)) return;
    this.#connectionIds = connectionIds;
    if (this.#isShown) this.#watch();
  }

  setChoices(change: Partial<TimelineChoices>): void {
    this.choices.update((choices) => ({ ...choices, ...change }));
    if (this.#isShown) this.#watch();
  }

  change(change: ViewChange): void {
    this.find.change(change);
    if (change.viewId !== this.#viewId) return;
    // With a mark put or taken away, rows come in or go out anywhere: the places of all others move.
    if (change.changed.length > 0 && this.choices.get().marked) this.#watch();
    this.#latestTotal = change.total;
    const { isPaused, total } = this.state.get();
    this.#window.apply(change);
    this.#bump(
      isPaused
        ? { held: change.total - total }
        : { total: change.total, held: 0, isComplete: change.complete },
    );
    this.open.refresh(change.changed.map((row) => row.seq));
  }

  // --- what is seen ---

  row(index: number): Row | undefined {
    return this.#window.row(index);
  }

  /** Sees to it that these rows are here, or on their way. */
  need(from: number, count: number): void {
    const viewId = this.#viewId;
    if (viewId === undefined) return;
    if (this.#questions >= QUESTIONS_AT_ONCE) {
      this.#needed = { from, count };
      return;
    }
    for (const request of this.#window.missing(from, count)) void this.#ask(viewId, request);
  }

  setFollowing(isFollowing: boolean): void {
    if (isFollowing !== this.state.get().isFollowing) this.#bump({ isFollowing });
  }

  setPaused(isPaused: boolean): void {
    this.#bump(isPaused ? { isPaused } : { isPaused, total: this.#latestTotal, held: 0 });
  }

  // --- going somewhere ---

  select(index: number): void {
    const seq = this.row(index)?.seq;
    this.#bump({ selected: { index, seq } });
    if (seq === undefined) this.need(index, 1);
    else this.open.show(seq);
  }

  deselect(): void {
    this.#bump({ selected: undefined });
    this.open.close();
  }

  /** Opens a row by its number, for example the ack of an emit, and goes to it where the list shows it. */
  async openSeq(seq: number): Promise<void> {
    this.#bump({ selected: { index: this.#window.indexOf(seq), seq } });
    this.open.show(seq);
    const index = await this.#placeOf({ seq });
    if (index === undefined || this.state.get().selected?.seq !== seq) return;
    this.#bump({ selected: { index, seq }, revealed: { index }, isFollowing: false });
  }

  /** Goes to the first row at or after a time, in microseconds since the epoch. */
  async goToTime(timeUs: number): Promise<void> {
    const place = await this.#placeOf({ timeUs });
    const { total } = this.state.get();
    if (place === undefined || total === 0) return;
    const index = Math.min(place, total - 1);
    this.#bump({ revealed: { index }, isFollowing: false });
    this.select(index);
  }

  /** Goes to the next or previous match of the search. */
  async step(step: -1 | 1): Promise<void> {
    const { selected, total } = this.state.get();
    const { search, onlyMatches } = this.choices.get();
    if (search === "") return;
    if (!onlyMatches) {
      const seq = await this.find.step(step, selected?.seq ?? (step === 1 ? 0 : Number.MAX_SAFE_INTEGER));
      if (seq !== undefined) await this.openSeq(seq);
      return;
    }
    if (total === 0) return;
    const from = selected?.index ?? (step === 1 ? -1 : total);
    const index = (from + step + total) % total;
    this.#bump({ revealed: { index }, isFollowing: false });
    this.select(index);
  }

  // --- what is put to a row ---

  /** Marks a row or takes its mark away; answers with what kept it from that. */
  async mark(seq: number, mark: Mark | undefined): Promise<Problem | undefined> {
    const result = await this.#backend.call("timeline:mark", {
      seq,
      mark,
      ...(this.captureId !== undefined && { captureId: this.captureId }),
    });
    return result.ok ? undefined : result.problem;
  }

  // --- private ---

  #watch(): void {
    this.#unwatch();
    // A tab that has not connected yet has no rows, and a filter without connections would mean all of them.
    if (this.#connectionIds?.length === 0) return;
    const viewId = `${this.name}-${++watches}`;
    this.#viewId = viewId;
    this.#window = new RowWindow();
    const choices = this.choices.get();
    const filter = toFilter(choices, this.#connectionIds);
    this.find.watch(toFindFilter(choices, this.#connectionIds));
    this.#bump({ isComplete: false });
    const call = { viewId, filter, ...(this.captureId !== undefined && { captureId: this.captureId }) };
    void this.#backend.call("timeline:watch", call).then((result) => {
      if (this.#viewId !== viewId) return;
      if (!result.ok) this.#bump({ total: 0, isComplete: true, problem: result.problem });
      // A push may have overtaken the answer.
      else if (result.value.total >= this.#window.total) this.#begin(result.value);
    });
  }

  #begin(change: ViewChange): void {
    this.#window.apply(change);
    this.#latestTotal = change.total;
    const selected = this.state.get().selected;
    this.#bump({
      total: change.total,
      held: 0,
      isPaused: false,
      problem: undefined,
      isComplete: change.complete,
      selected:
        selected?.seq === undefined ? undefined : { ...selected, index: this.#window.indexOf(selected.seq) },
    });
  }

  #unwatch(): void {
    const viewId = this.#viewId;
    this.#viewId = undefined;
    if (viewId !== undefined) void this.#backend.call("timeline:unwatch", { viewId });
  }

  async #placeOf(at: { readonly seq: number } | { readonly timeUs: number }): Promise<number | undefined> {
    const viewId = this.#viewId;
    if (viewId === undefined) return undefined;
    const result = await this.#backend.call("timeline:position", { viewId, ...at });
    return result.ok && viewId === this.#viewId ? result.value : undefined;
  }

  async #ask(viewId: string, request: PageRequest): Promise<void> {
    const window = this.#window;
    this.#questions += 1;
    const result = await this.#backend.call("timeline:rows", { viewId, ...request });
    this.#questions -= 1;
    if (result.ok) window.received(request, result.value);
    else window.failed(request);
    const needed = this.#needed;
    this.#needed = undefined;
    if (needed !== undefined) this.need(needed.from, needed.count);
    if (window !== this.#window || !result.ok) return;
    this.#bump({});
    const { selected } = this.state.get();
    // The keyboard ran ahead of the rows: now that the row is here, it opens.
    if (selected?.index !== undefined && selected.seq === undefined && this.row(selected.index)) {
      this.select(selected.index);
    }
  }

  #bump(change: Partial<Omit<TimelineState, "version">>): void {
    this.state.update((state) => ({ ...state, ...change, version: state.version + 1 }));
  }
}
