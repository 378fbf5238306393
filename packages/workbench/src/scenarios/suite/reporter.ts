import type { ScenarioResult, ScenarioStatus, StepEvent } from "../running/events.js";

export interface SuiteSummary {
  readonly counts: Readonly<Record<ScenarioStatus, number>>;
  readonly durationMs: number;
  readonly isInterrupted: boolean;
}

/** One run of a scenario, before it has a result. */
export type RunIdentity = Pick<ScenarioResult, "file" | "name" | "row">;

/** Hears how a suite goes. `end` is called whatever happens. */
export interface Reporter {
  begin?(runs: number): void;
  started?(run: RunIdentity): void;
  step?(run: RunIdentity, event: StepEvent): void;
  result(result: ScenarioResult): void;
  end(summary: SuiteSummary): void | Promise<void>;
}
