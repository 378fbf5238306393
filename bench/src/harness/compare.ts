import { readFileSync } from "node:fs";
import type { Outcome } from "./run.js";

interface Kept {
  readonly heading: string;
  readonly outcomes: readonly Outcome[];
}

/**
 * What changed since a run that was kept, row by row. Ratios to the peer are compared, not figures: the
 * machine was another one then, if only by its load.
 */
export function compare(outcomes: readonly Outcome[], file: string): string {
  const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
  const former = new Map(kept.outcomes.map((outcome) => [outcome.row.name, outcome]));
  const lines = outcomes.flatMap((outcome) => {
    const then = measureOf(former.get(outcome.row.name));
    const now = measureOf(outcome);
    if (then === undefined || now === undefined) return [];
    const change = Math.round((now / then - 1) * 100);
    return [`| ${outcome.row.title} | ${text(then)} | ${text(now)} | ${change > 0 ? "+" : ""}${change} % |`];
  });
  return [`Then: ${kept.heading}\n`, "| work | then | now | change |", "|---|---|---|---|", ...lines].join(
    "\n",
  );
}

function measureOf(outcome: Outcome | undefined): number | undefined {
  return outcome?.ratio?.median ?? outcome?.ours.value.median;
}

const text = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 3 });
