import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { ConnectionLog } from "../../connections/registry.js";
import type {
  ConnectionRequest,
  ScenarioFailureInfo,
  ScenarioInfo,
  ScenarioOutcome,
  ScenarioRun,
  ScenarioStep,
} from "../../contract/index.js";
import { fileInside, segmentsOf } from "../../project/paths.js";
import { ScenarioError } from "../errors.js";
import { readFoundScenario, readScenario } from "../reading/read.js";
import type { Scenario } from "../reading/scenario.js";
import type { ScenarioResult, StepEvent } from "../running/events.js";
import { Interrupted, type ScenarioFailure } from "../running/failure.js";
import type { GivenVariables } from "../running/scope.js";
import { filesBelow } from "./find.js";
import type { RunIdentity } from "./reporter.js";
import { runSuite, suiteDefaults } from "./run-suite.js";
import { type WatchedRows, watchedRows } from "./watched-connection.js";

export interface ProjectRunsOptions {
  /** The project's folder; scenarios are below its `scenarios/`. */
  readonly directory: string;
  readonly timeline: ConnectionLog;
  readonly variables: () => GivenVariables;
  readonly savedRequest: (path: string) => Promise<ConnectionRequest>;
  readonly onStep: (step: ScenarioStep) => void;
  readonly onRun: (run: ScenarioRun) => void;
}

/** A project's scenarios, run for pages: rows go to the timeline, steps and outcomes are told as they come. */
export class ProjectRuns {
  readonly #options: ProjectRunsOptions;
  readonly #root: string;
  readonly #stops = new Map<string, AbortController>();
  readonly #running = new Set<Promise<void>>();

  constructor(options: ProjectRunsOptions) {
    this.#options = options;
    this.#root = join(options.directory, "scenarios");
  }

  async list(): Promise<readonly ScenarioInfo[]> {
    const files = await filesBelow(this.#root).catch(() => []);
    const found = await Promise.all(files.map((file) => this.#infoOf(file)));
    return found.filter((info) => info !== undefined);
  }

  /** Starts the scenarios at some paths; rejects with a `ScenarioError` where one has a mistake. */
  async start(paths: readonly string[]): Promise<ScenarioRun> {
    const scenarios: Scenario[] = [];
    for (const path of paths) scenarios.push(await readScenario(await this.#fileOf(path)));
    const runId = randomUUID();
    const total = scenarios.reduce((sum, { rows }) => sum + (rows?.length ?? 1), 0);
    const run: ScenarioRun = { runId, paths, startedAt: Date.now(), total, outcomes: [], isOver: false };
    const stop = new AbortController();
    this.#stops.set(runId, stop);
    const running = this.#run(run, scenarios, stop.signal).finally(() => {
      this.#stops.delete(runId);
      this.#running.delete(running);
    });
    this.#running.add(running);
    return run;
  }

  /** False for a run that is over or was never there. */
  stop(runId: string): boolean {
    const stop = this.#stops.get(runId);
    stop?.abort(new Interrupted("stopped by hand"));
    return stop !== undefined;
  }

  /** Writes a new scenario; rejects where there is one of that path. Returns its path. */
  async write(path: string, text: string): Promise<string> {
    const named = /\.ya?ml$/i.test(path) ? path : `${path}.yaml`;
    const file = await this.#fileOf(named);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
    return named;
  }

  /** Stops what runs and waits until its connections are closed. */
  async close(): Promise<void> {
    for (const runId of this.#stops.keys()) this.stop(runId);
    await Promise.all(this.#running);
  }

  async #run(run: ScenarioRun, scenarios: readonly Scenario[], signal: AbortSignal): Promise<void> {
    const { runId } = run;
    const watched = new Map<string, WatchedRows>();
    const rowsOf = (identity: RunIdentity): WatchedRows => {
      const key = `${runId}/${this.#pathOf(identity.file)}/${identity.row ?? 0}`;
      const rows = watched.get(key) ?? watchedRows(this.#options.timeline, key, identity.name);
      watched.set(key, rows);
      return rows;
    };
    const outcomes: ScenarioOutcome[] = [];
    const tell = (isOver: boolean) => this.#options.onRun({ ...run, outcomes: [...outcomes], isOver });
    await runSuite(scenarios, {
      ...suiteDefaults,
      capture: "never",
      variables: this.#options.variables(),
      savedRequest: this.#options.savedRequest,
      createConnection: (identity) => rowsOf(identity).create,
      signal,
      reporters: [
        {
          step: (identity, event) =>
            this.#options.onStep(this.#stepOf(runId, identity, event, rowsOf(identity))),
          result: (result) => {
            outcomes.push(this.#outcomeOf(result, rowsOf(result)));
            tell(false);
          },
          end: () => tell(true),
        },
      ],
    });
  }

  #stepOf(runId: string, { file, row }: RunIdentity, event: StepEvent, rows: WatchedRows): ScenarioStep {
    const { file: _, seq, ...facts } = event;
    const shown = rows.seqOf(seq);
    return {
      runId,
      path: this.#pathOf(file),
      ...facts,
      ...(row !== undefined && { row }),
      ...(shown !== undefined && { seq: shown }),
    };
  }

  #outcomeOf(result: ScenarioResult, rows: WatchedRows): ScenarioOutcome {
    const { file, failure, tries: _tries, capture: _capture, ...facts } = result;
    return {
      ...facts,
      path: this.#pathOf(file),
      connectionIds: rows.connectionIds,
      ...(failure && { failure: failureInfo(failure, rows, this.#root) }),
    };
  }

  async #infoOf(file: string): Promise<ScenarioInfo | undefined> {
    const path = this.#pathOf(file);
    try {
      const scenario = await readFoundScenario(file);
      if (!scenario) return undefined;
      const { name = path, part = false, skip } = scenario.content;
      const runs = scenario.rows?.length ?? 1;
      return { path, name, runs, isPart: part, ...(skip !== undefined && { skip }) };
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      const { line, column } = error.at;
      const values = { file: this.#pathOf(error.at.file), line, column };
      const problem = { code: error.code, message: error.problem, values };
      return { path, name: path, runs: 0, isPart: false, problem };
    }
  }

  #fileOf(path: string): Promise<string> {
    return fileInside(this.#root, segmentsOf(path));
  }

  #pathOf(file: string): string {
    return relative(this.#root, file).split(sep).join("/");
  }
}

function failureInfo(failure: ScenarioFailure, rows: WatchedRows, root: string): ScenarioFailureInfo {
  const { code, message, step, at, within, expected, actual, differences = [], seq } = failure;
  const shown = rows.seqOf(seq);
  return {
    code,
    message,
    step,
    file: relative(root, at.file),
    line: at.line,
    column: at.column,
    within,
    differences,
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(shown !== undefined && { seq: shown }),
  };
}
