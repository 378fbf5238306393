import type { Problem, Result, ScenarioInfo, ScenarioOutcome, ScenarioRun } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";
import type { OpenTabs } from "../tabs/openTabs.js";
import { ALL_CHOICES } from "../timeline/choices.js";
import type { Timelines } from "../timeline/timelines.js";
import type { TimelineView } from "../timeline/timelineView.js";
import { addStep, type StepsByRun } from "./steps.js";

/** The backend gives at most so many rows at once. */
const ROWS_AT_ONCE = 500;

/** The project's scenarios: run, watched, and made from what was captured. */
export class Scenarios {
  readonly list = new Observable<readonly ScenarioInfo[] | undefined>(undefined);
  /** The newest run of this page. */
  readonly run = new Observable<ScenarioRun | undefined>(undefined);
  readonly steps = new Observable<StepsByRun>(new Map());
  readonly problem = new Observable<Problem | undefined>(undefined);
  readonly #backend: Backend;
  readonly #tabs: OpenTabs;
  readonly #timelines: Timelines;

  constructor(backend: Backend, tabs: OpenTabs, timelines: Timelines) {
    this.#backend = backend;
    this.#tabs = tabs;
    this.#timelines = timelines;
    backend.on("scenario:step", (step) => {
      if (step.runId === this.run.get()?.runId) this.steps.update((steps) => addStep(steps, step));
    });
    backend.on("scenario:run", (run) => {
      if (run.runId === this.run.get()?.runId) this.run.set(run);
    });
  }

  async refresh(): Promise<void> {
    const result = await this.#backend.call("scenarios:list");
    if (result.ok) this.list.set(result.value);
    else this.problem.set(result.problem);
  }

  async start(paths: readonly string[]): Promise<void> {
    this.problem.set(undefined);
    const result = await this.#backend.call("scenario:run", { paths });
    if (result.ok) {
      this.steps.set(new Map());
      this.run.set(result.value);
    } else this.problem.set(result.problem);
  }

  async stop(): Promise<void> {
    const run = this.run.get();
    if (run !== undefined) await this.#backend.call("scenario:stop", { runId: run.runId });
  }

  /** Shows the rows of one run alone in the live capture, and opens the one that matters. */
  async showRow({ connectionIds }: ScenarioOutcome, seq: number): Promise<void> {
    this.#tabs.openCapture();
    const view = this.#timelines.active();
    if (view === undefined) return;
    view.setChoices({ ...ALL_CHOICES, connections: connectionIds });
    await hasRows(view);
    await view.openSeq(seq);
  }

  /** A scenario that does what the clients of a capture did, written below `scenarios/`. */
  async make(
    captureId: string | undefined,
    name: string,
    onlyMarked: boolean,
  ): Promise<Result<{ readonly text: string; readonly path?: string }>> {
    const capture = captureId === undefined ? {} : { captureId };
    const seqs = onlyMarked ? await this.#markedSeqs(captureId) : undefined;
    const result = await this.#backend.call("scenario:make", {
      ...capture,
      ...(seqs && { seqs }),
      name,
      path: `${name.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "-")}.yaml`,
    });
    if (result.ok) await this.refresh();
    return result;
  }

  async #markedSeqs(captureId: string | undefined): Promise<readonly number[]> {
    const viewId = "marked-for-scenario";
    const capture = captureId === undefined ? {} : { captureId };
    const watched = await this.#backend.call("timeline:watch", {
      viewId,
      filter: { marked: true },
      ...capture,
    });
    const seqs: number[] = [];
    for (let from = 0; watched.ok && from < watched.value.total; from += ROWS_AT_ONCE) {
      const rows = await this.#backend.call("timeline:rows", { viewId, from, count: ROWS_AT_ONCE });
      if (!rows.ok) break;
      seqs.push(...rows.value.map(({ seq }) => seq));
    }
    await this.#backend.call("timeline:unwatch", { viewId });
    return seqs;
  }
}

/** A row can be gone to once the view has been told of rows. */
async function hasRows(view: TimelineView): Promise<void> {
  await new Promise<void>((resolve) => {
    const check = () => {
      if (view.state.get().total === 0) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = view.state.subscribe(check);
    check();
  });
}
