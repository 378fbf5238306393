import type { Problem, TimelineFilter, ViewChange } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";

/** How a search stands, where the list shows all rows. */
export interface FindState {
  readonly total: number;
  readonly isComplete: boolean;
  /** The match that was gone to, counted from 1; undefined before the first. */
  readonly current: number | undefined;
  readonly problem: Problem | undefined;
}

const NOTHING: FindState = { total: 0, isComplete: true, current: undefined, problem: undefined };

/** A second view beside the list's own: of the rows that match, so that the next is found wherever it is. */
export class Finder {
  readonly state = new Observable<FindState>(NOTHING);
  readonly #backend: Backend;
  readonly #captureId: string | undefined;
  readonly #name: string;
  #watches = 0;
  #viewId: string | undefined;

  constructor(backend: Backend, captureId: string | undefined, name: string) {
    this.#backend = backend;
    this.#captureId = captureId;
    this.#name = name;
  }

  /** Undefined: nothing is sought. */
  watch(filter: TimelineFilter | undefined): void {
    this.stop();
    if (filter === undefined) return;
    const viewId = `${this.#name}-find-${++this.#watches}`;
    this.#viewId = viewId;
    const call = { viewId, filter, ...(this.#captureId !== undefined && { captureId: this.#captureId }) };
    void this.#backend.call("timeline:watch", call).then((result) => {
      if (this.#viewId !== viewId) return;
      if (result.ok) this.change(result.value);
      else this.state.set({ ...NOTHING, problem: result.problem });
    });
  }

  stop(): void {
    if (this.#viewId !== undefined) void this.#backend.call("timeline:unwatch", { viewId: this.#viewId });
    this.#viewId = undefined;
    this.state.set(NOTHING);
  }

  /** Forgets the view of a backend that is gone. */
  forget(): void {
    this.#viewId = undefined;
  }

  change(change: Pick<ViewChange, "viewId" | "total" | "complete">): void {
    if (change.viewId !== this.#viewId) return;
    this.state.update((state) => ({ ...state, total: change.total, isComplete: change.complete }));
  }

  /** The match after or before a row, the first or the last when there is none beyond it; undefined when there is none at all. */
  async step(step: -1 | 1, fromSeq: number): Promise<number | undefined> {
    const viewId = this.#viewId;
    if (viewId === undefined) return undefined;
    const found = await this.#backend.call("timeline:position", {
      viewId,
      seq: step === 1 ? fromSeq + 1 : fromSeq,
    });
    const { total } = this.state.get();
    if (!found.ok || total === 0 || viewId !== this.#viewId) return undefined;
    const wanted = step === 1 ? found.value : found.value - 1;
    const place = (wanted + total) % total;
    const rows = await this.#backend.call("timeline:rows", { viewId, from: place, count: 1 });
    if (viewId !== this.#viewId || !rows.ok) return undefined;
    this.state.update((state) => ({ ...state, current: place + 1 }));
    return rows.value[0]?.seq;
  }
}
