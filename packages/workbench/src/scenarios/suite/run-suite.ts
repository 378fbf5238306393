import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { maskSecrets } from "../../variables/index.js";
import type { Scenario } from "../reading/scenario.js";
import type { ScenarioResult, ScenarioStatus } from "../running/events.js";
import { Interrupted } from "../running/failure.js";
import { type RunOptions, type RunOutcome, runScenario } from "../running/run-scenario.js";
import { type GivenVariables, noVariables, ScenarioScope } from "../running/scope.js";
import type { CreateConnection } from "../running/session.js";
import type { Reporter, RunIdentity, SuiteSummary } from "./reporter.js";

export interface SuiteOptions {
  readonly reporters: readonly Reporter[];
  readonly variables?: GivenVariables;
  /** Files that run at once; rows of one file run one after the other. */
  readonly jobs: number;
  /** Begin nothing more after a failure. */
  readonly bail: boolean;
  /** How often a scenario that failed is tried again. */
  readonly retry: number;
  /** Which runs leave a capture, and where. */
  readonly capture: "failed" | "always" | "never";
  readonly captureDirectory: string;
  readonly signal?: AbortSignal;
  readonly savedRequest?: RunOptions["savedRequest"];
  /** Where the connections of a run come from; default: the drivers, with nobody else watching. */
  readonly createConnection?: (run: RunIdentity) => CreateConnection;
}

export const suiteDefaults = {
  jobs: 4,
  bail: false,
  retry: 0,
  capture: "failed",
  captureDirectory: "signalbox-captures",
} as const satisfies Partial<SuiteOptions>;

/** Runs scenarios, several files at once, and tells the reporters. */
export async function runSuite(scenarios: readonly Scenario[], options: SuiteOptions): Promise<SuiteSummary> {
  return await new Suite(scenarios, options).run();
}

interface PlannedRun extends RunIdentity {
  readonly scenario: Scenario;
  readonly values: Readonly<Record<string, unknown>> | undefined;
}

class Suite {
  readonly #plan: readonly (readonly PlannedRun[])[];
  readonly #options: SuiteOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #counts: Record<ScenarioStatus, number> = { passed: 0, failed: 0, skipped: 0, interrupted: 0 };
  readonly #captureNames = new Set<string>();

  constructor(scenarios: readonly Scenario[], options: SuiteOptions) {
    this.#options = options;
    this.#plan = scenarios.map((scenario) => plannedRuns(scenario, options.variables ?? noVariables));
    this.#signal = options.signal ? AbortSignal.any([options.signal, this.#stop.signal]) : this.#stop.signal;
  }

  async run(): Promise<SuiteSummary> {
    const started = performance.now();
    const { reporters, jobs, signal } = this.#options;
    for (const reporter of reporters) reporter.begin?.(this.#plan.flat().length);
    const waiting = [...this.#plan];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        for (const run of next) this.#tell(await this.#runOne(run));
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker));
    const summary = {
      counts: this.#counts,
      durationMs: performance.now() - started,
      isInterrupted: signal?.aborted === true,
    };
    for (const reporter of reporters) await reporter.end(summary);
    return summary;
  }

  async #runOne(run: PlannedRun): Promise<ScenarioResult> {
    const { scenario, values, ...identity } = run;
    const unrun = { ...identity, durationMs: 0, steps: 0, tries: 0 };
    const { skip } = scenario.content;
    if (skip !== undefined) return { ...unrun, status: "skipped", reason: skip };
    if (this.#signal.aborted) {
      const { reason } = this.#signal;
      const status = this.#options.signal?.aborted ? "interrupted" : "skipped";
      return { ...unrun, status, reason: reason instanceof Error ? reason.message : String(reason) };
    }
    const { reporters, retry, variables = noVariables, savedRequest, createConnection } = this.#options;
    for (const reporter of reporters) reporter.started?.(identity);
    for (let tries = 1; ; tries++) {
      const outcome = await runScenario(scenario, {
        variables,
        signal: this.#signal,
        onStep: (event) => {
          const shown = this.#masked(event);
          for (const reporter of reporters) reporter.step?.(identity, shown);
        },
        ...(values && { row: values }),
        ...(savedRequest && { savedRequest }),
        ...(createConnection && { createConnection: createConnection(identity) }),
      });
      if (outcome.status === "failed" && tries <= retry && !this.#signal.aborted) continue;
      return await this.#resultOf(identity, outcome, tries);
    }
  }

  async #resultOf(run: RunIdentity, outcome: RunOutcome, tries: number): Promise<ScenarioResult> {
    const { log, ...plain } = outcome;
    const facts = this.#masked(plain);
    const { capture } = this.#options;
    const isKept = capture === "always" || (capture === "failed" && outcome.status !== "passed");
    if (!isKept || log.lastSeq === 0) return { ...run, ...facts, tries };
    const path = await this.#capturePath(run);
    await log.keep(path);
    return { ...run, ...facts, tries, capture: path };
  }

  #tell(result: ScenarioResult): void {
    this.#counts[result.status]++;
    for (const reporter of this.#options.reporters) reporter.result(result);
    if (this.#options.bail && result.status === "failed") {
      this.#stop.abort(new Interrupted("stopped after a failure"));
    }
  }

  /** Reports go to logs that many can read: the values of secrets are masked in them. */
  #masked<T>(value: T): T {
    const { over, under } = this.#options.variables ?? noVariables;
    return maskSecrets(maskSecrets(value, over), under);
  }

  /** A name of its own for each run, as near to the scenario's file as can be. */
  async #capturePath({ file, row }: RunIdentity): Promise<string> {
    const { captureDirectory } = this.#options;
    await mkdir(captureDirectory, { recursive: true });
    const stem = basename(file).replace(/\.ya?ml$/i, "") + (row === undefined ? "" : `-row-${row}`);
    const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    for (let number = 1; ; number++) {
      const name = `${stem}-${time}${number === 1 ? "" : `-${number}`}.sqlite`;
      if (this.#captureNames.has(name)) continue;
      this.#captureNames.add(name);
      return join(captureDirectory, name);
    }
  }
}

function plannedRuns(scenario: Scenario, variables: GivenVariables): readonly PlannedRun[] {
  const { file, content, rows } = scenario;
  const written = content.name ?? basename(file).replace(/\.ya?ml$/i, "");
  if (!rows) return [{ scenario, file, name: nameOf(written, scenario, variables), values: undefined }];
  return rows.map((values, index) => {
    const named = nameOf(written, scenario, variables, values);
    const name = written.includes("{{") ? named : `${named} (row ${index + 1})`;
    return { scenario, file, name, row: index + 1, values };
  });
}

function nameOf(
  written: string,
  { content }: Scenario,
  variables: GivenVariables,
  values?: Readonly<Record<string, unknown>>,
): string {
  try {
    return new ScenarioScope(variables, content.variables, values).text(written);
  } catch {
    return written;
  }
}
