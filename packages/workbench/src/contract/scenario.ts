import type { Problem } from "./problem.js";

/** A scenario file below the project's `scenarios/`. */
export interface ScenarioInfo {
  /** Relative to `scenarios/`, with `/` and its ending. */
  readonly path: string;
  readonly name: string;
  /** How often it runs: once, or once a row. */
  readonly runs: number;
  /** Called by others, not run by itself. */
  readonly isPart: boolean;
  /** Why it is not run for now. */
  readonly skip?: string;
  /** Why it cannot be run: `SCENARIO_INVALID` and others, with `file`, `line` and `column` in its values. */
  readonly problem?: Problem;
}

export type ScenarioStatus = "passed" | "failed" | "skipped" | "interrupted";

/** A step of a running scenario, told when it begins and when it is done. */
export interface ScenarioStep {
  readonly runId: string;
  readonly path: string;
  /** The row it is run with, from 1. */
  readonly row?: number;
  readonly state: "started" | "passed" | "failed" | "interrupted";
  readonly title: string;
  readonly line: number;
  /** 0 for the scenario's own steps, one more in each round, branch and call. */
  readonly depth: number;
  readonly durationMs?: number;
  /** The last row of the timeline that belongs to the run, when this was told. */
  readonly seq?: number;
}

export interface ScenarioFailureInfo {
  /** docs/scenarios.md lists them. */
  readonly code: string;
  readonly message: string;
  readonly step: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The rounds, branches and calls around the step, outermost first. */
  readonly within: readonly string[];
  readonly expected?: string;
  readonly actual?: string;
  readonly differences: readonly {
    readonly path: string;
    readonly expected: string;
    readonly actual: string;
  }[];
  /** The row of the timeline that came nearest, for a jump. */
  readonly seq?: number;
}

/** How one run of a scenario came out. */
export interface ScenarioOutcome {
  readonly path: string;
  readonly name: string;
  readonly row?: number;
  readonly status: ScenarioStatus;
  readonly durationMs: number;
  readonly steps: number;
  /** Why it was skipped or interrupted. */
  readonly reason?: string;
  readonly failure?: ScenarioFailureInfo;
  /** Its connections in the timeline, to show their rows alone. */
  readonly connectionIds: readonly string[];
}

/** Scenarios that were started together. */
export interface ScenarioRun {
  readonly runId: string;
  readonly paths: readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Runs altogether, one a row. */
  readonly total: number;
  readonly outcomes: readonly ScenarioOutcome[];
  readonly isOver: boolean;
}
