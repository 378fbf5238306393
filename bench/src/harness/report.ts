import type { Goal, Unit } from "./row.js";
import type { Contestant, Outcome } from "./run.js";

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

function amount(contestant: Contestant | undefined, unit: Unit): string {
  if (contestant === undefined) return "";
  const { median, min, max } = contestant.value;
  const half = median === 0 ? 0 : Math.round(((max - min) / 2 / median) * 100);
  const cpu = contestant.serverCpu === undefined ? "" : `, CPU ${Math.round(contestant.serverCpu * 100)} %`;
  return `${number.format(median)} ${unit} ±${half} %${cpu}`;
}

function goalText(goal: Goal | undefined, unit: Unit): string {
  if (goal === undefined) return "";
  if ("ratio" in goal) return `≥ ${goal.ratio}×`;
  return "atMost" in goal
    ? `≤ ${number.format(goal.atMost)} ${unit}`
    : `≥ ${number.format(goal.atLeast)} ${unit}`;
}

function verdict({ invalid, met }: Outcome): string {
  if (invalid !== undefined) return `invalid: ${invalid}`;
  if (met === undefined) return "";
  return met ? "met" : "missed";
}

/** A Markdown table, as it stands in docs/benchmarks.md. */
export function table(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map((outcome) => {
    const { row, ours, peer, ratio } = outcome;
    const ratioText = ratio
      ? `${ratio.median.toFixed(2)}× (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`
      : "";
    const cells = [
      row.title,
      amount(ours, row.unit),
      amount(peer, row.unit),
      ratioText,
      goalText(row.goal, row.unit),
      verdict(outcome),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| work | Signalbox | peer | ratio | goal | |", "|---|---|---|---|---|---|", ...lines].join("\n");
}

/** Ours beside uWebSockets, by its ratio to `ws` as measured elsewhere; undefined where no row has one. */
export function uWebSocketsTable(outcomes: readonly Outcome[]): string | undefined {
  const lines = outcomes.flatMap(({ row, ratio }) =>
    row.uWebSockets === undefined || ratio === undefined
      ? []
      : [`| ${row.title} | ${row.uWebSockets}× | ${(ratio.median / row.uWebSockets).toFixed(2)}× |`],
  );
  if (lines.length === 0) return undefined;
  return ["| work | uWebSockets to ws | Signalbox to uWebSockets |", "|---|---|---|", ...lines].join("\n");
}
