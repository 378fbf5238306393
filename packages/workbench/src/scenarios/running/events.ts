import type { ScenarioFailure } from "./failure.js";

export type ScenarioStatus = "passed" | "failed" | "skipped" | "interrupted";

/** How one run of a scenario, with one row where it has some, came out. */
export interface ScenarioResult {
  readonly file: string;
  readonly name: string;
  /** The row it was run with, from 1. */
  readonly row?: number;
  readonly status: ScenarioStatus;
  readonly durationMs: number;
  /** Steps that were done, those of rounds, branches and calls included. */
  readonly steps: number;
  /** How often it was tried, 0 when it was skipped. */
  readonly tries: number;
  readonly failure?: ScenarioFailure;
  /** Why it was skipped or interrupted. */
  readonly reason?: string;
  /** The capture of its last try, where it was kept. */
  readonly capture?: string;
}

/** A step of a running scenario, told when it begins and when it is done. */
export interface StepEvent {
  readonly state: "started" | "passed" | "failed" | "interrupted";
  /** What the step is: its name, or the verb and what it is about. */
  readonly title: string;
  readonly file: string;
  readonly line: number;
  /** 0 for the scenario's own steps, one more in each round, branch and call. */
  readonly depth: number;
  readonly durationMs?: number;
  /** The last row of the run when this was told. */
  readonly seq: number;
}
