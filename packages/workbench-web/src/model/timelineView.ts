import type { DetailPart, Problem, Row, RowDetail, TimelineFilter, ViewChange } from "signalbox/contract";
import type { Backend } from "./backend.js";
import { Observable } from "./observable.js";
import { type PageRequest, RowWindow } from "./rowWindow.js";

/** Bytes of a row asked for at first; `more` asks for four times as many each time. */
export const DETAIL_LIMIT = 256 * 1024;

/** The chips and the search field over a timeline. */
export interface TimelineChoices {
  readonly sent: boolean;
  readonly received: boolean;
  readonly protocolLayer: boolean;
  readonly search: string;
}

export const ALL_CHOICES: TimelineChoices = { sent: true, received: true, protocolLayer: false, search: "" };

export function toFilter(
  choices: TimelineChoices,
  connectionIds: readonly string[] | undefined,
): TimelineFilter {
  const directions = [
    "none" as const,
    ...(choices.sent ? (["sent"] as const) : []),
    ...(choices.received ? (["received"] as const) : []),
  ];
  return {
    ...(connectionIds === undefined ? {} : { connectionIds }),
    ...(choices.sent && choices.received ? {} : { directions }),
    ...(choices.protocolLayer ? { protocolLayer: true } : {}),
    ...(choices.search === "" ? {} : { search: choices.search }),
  };
}

export type DetailState =
  | { readonly phase: "none" }
  | { readonly phase: "loading"; readonly seq: number }
  | { readonly phase: "ready"; readonly seq: number; readonly detail: RowDetail; readonly limit: number }
  | { readonly phase: "failed"; readonly seq: number; readonly problem: Problem };

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
  /** False while a search still runs over older rows. */
  readonly isComplete: boolean;
  readonly problem: Problem | undefined;
}

/** A selected row: where it stands, and its number. Either may be not known yet. */
export interface Selection {
  readonly index: number | undefined;
  readonly seq: number | undefined;
}

const EMPTY: TimelineState = {
  total: 0,
  version: 0,
  held: 0,
  isPaused: false,
  isFollowing: true,
  selected: undefined,
  isComplete: true,
  problem: undefined,
};

/** Questions for rows on their way at once; a fast scroll replaces the one that waits. */
const QUESTIONS_AT_ONCE = 3;

let views = 0;
let watches = 0;

/** One watched timeline: its filter, the rows in view, the row that is open. */
export class TimelineView {
  /** Its own among the views of this page. */
  readonly name = `view-${++views}`;
  readonly choices = new Observable<TimelineChoices>(ALL_CHOICES);
  readonly state = new Observable<TimelineState>(EMPTY);
  readonly detail = new Observable<DetailState>({ phase: "none" });

  readonly #backend: Backend;
  #connectionIds: readonly string[] | undefined;
  #window = new RowWindow();
  /** The newest counters; while paused they are not shown. */
  #latestTotal = 0;
  #viewId: string | undefined;
  /** The view is on the screen; a view that is not costs the backend nothing. */
  #isShown = false;
  #detailQuestion = 0;
  #questions = 0;
  #needed: { readonly from: number; readonly count: number } | undefined;

  constructor(backend: Backend, connectionIds: readonly string[] | undefined) {
    this.#backend = backend;
    this.#connectionIds = connectionIds;
  }

  // --- what is watched ---

  show(): void {
    this.#isShown = true;
    this.#watch();
  }

  hide(): void {
    this.#isShown = false;
    this.#unwatch();
  }

  /** The backend is back: what was watched before is not watched any more. */
  rewatch(connectionIds: readonly string[] | undefined): void {
    this.#connectionIds = connectionIds;
    this.#viewId = undefined;
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
    if (change.viewId !== this.#viewId) return;
    this.#latestTotal = change.total;
    const { isPaused, total } = this.state.get();
    this.#window.apply(change);
    const isComplete = change.complete ?? true;
    this.#bump(isPaused ? { held: change.total - total } : { total: change.total, held: 0, isComplete });
    const open = this.detail.get();
    if (open.phase === "ready" && change.changed.some((row) => row.seq === open.seq)) {
      void this.#fetchDetail(open.seq, open.limit);
    }
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
    this.#bump({ isFollowing });
  }

  setPaused(isPaused: boolean): void {
    this.#bump(isPaused ? { isPaused } : { isPaused, total: this.#latestTotal, held: 0 });
  }

  // --- the row that is open ---

  select(index: number): void {
    const seq = this.row(index)?.seq;
    this.#bump({ selected: { index, seq } });
    if (seq === undefined) this.need(index, 1);
    else void this.#fetchDetail(seq, DETAIL_LIMIT);
  }

  /** Opens a row by its number, for example the ack of an emit, wherever it stands in the list. */
  open(seq: number): void {
    this.#bump({ selected: { index: this.#window.indexOf(seq), seq } });
    void this.#fetchDetail(seq, DETAIL_LIMIT);
  }

  deselect(): void {
    this.#detailQuestion += 1;
    this.#bump({ selected: undefined });
    this.detail.set({ phase: "none" });
  }

  /** More of a large row. */
  more(): void {
    const open = this.detail.get();
    if (open.phase === "ready") void this.#fetchDetail(open.seq, open.limit * 4);
  }

  async #fetchDetail(seq: number, limit: number): Promise<void> {
    const question = ++this.#detailQuestion;
    const open = this.detail.get();
    if (open.phase !== "ready" || open.seq !== seq) this.detail.set({ phase: "loading", seq });
    const result = await this.#backend.call("timeline:detail", { seq, limit });
    // The person has moved on: a late answer must not replace a newer one.
    if (question !== this.#detailQuestion) return;
    this.detail.set(
      result.ok
        ? { phase: "ready", seq, detail: withByteArrays(result.value), limit }
        : { phase: "failed", seq, problem: result.problem },
    );
  }

  // --- private ---

  #watch(): void {
    this.#unwatch();
    // A tab that has not connected yet has no rows, and a filter without connections would mean all of them.
    if (this.#connectionIds?.length === 0) return;
    const viewId = `${this.name}-${++watches}`;
    this.#viewId = viewId;
    this.#window = new RowWindow();
    const filter = toFilter(this.choices.get(), this.#connectionIds);
    void this.#backend.call("timeline:watch", { viewId, filter }).then((result) => {
      if (this.#viewId !== viewId) return;
      if (!result.ok) {
        this.#bump({ total: 0, problem: result.problem });
        return;
      }
      // A push may have overtaken the answer.
      if (result.value.total < this.#window.total) return;
      this.#window.apply(result.value);
      this.#latestTotal = result.value.total;
      const selected = this.state.get().selected;
      this.#bump({
        total: result.value.total,
        held: 0,
        isPaused: false,
        problem: undefined,
        isComplete: result.value.complete ?? true,
        selected:
          selected?.seq === undefined
            ? undefined
            : { ...selected, index: this.#window.indexOf(selected.seq) },
      });
    });
  }

  #unwatch(): void {
    const viewId = this.#viewId;
    this.#viewId = undefined;
    if (viewId !== undefined) void this.#backend.call("timeline:unwatch", { viewId });
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

/** Binary arrives as ArrayBuffer in a browser; the contract, and everything after here, says Uint8Array. */
function withByteArrays(detail: RowDetail): RowDetail {
  const bytes = (value: unknown): Uint8Array =>
    value instanceof Uint8Array
      ? value
      : value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : new Uint8Array();
  const part = (value: DetailPart): DetailPart =>
    value.bytes ? { ...value, bytes: bytes(value.bytes) } : value;
  return {
    ...detail,
    bytes: bytes(detail.bytes),
    parts: detail.parts.map(part),
    ...(detail.answer ? { answer: bytes(detail.answer) } : {}),
  };
}
