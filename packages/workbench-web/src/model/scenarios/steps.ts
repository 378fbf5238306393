import type { ScenarioStep } from "signalbox/contract";

/** The steps of each run, in the order in which they began. */
export type StepsByRun = ReadonlyMap<string, readonly ScenarioStep[]>;

/** A scenario runs once, or once a row. */
export function runKey({ path, row }: { readonly path: string; readonly row?: number }): string {
  return row === undefined ? path : `${path} ${row}`;
}

/** A step is told twice: when it begins, and how it ended. The second takes the place of the first. */
export function addStep(all: StepsByRun, step: ScenarioStep): StepsByRun {
  const key = runKey(step);
  const known = all.get(key) ?? [];
  const begun = step.state === "started" ? -1 : known.map((one) => isBegun(one, step)).lastIndexOf(true);
  const steps = begun < 0 ? [...known, step] : known.map((one, index) => (index === begun ? step : one));
  return new Map(all).set(key, steps);
}

function isBegun({ state, line, depth }: ScenarioStep, step: ScenarioStep): boolean {
  return state === "started" && line === step.line && depth === step.depth;
}
