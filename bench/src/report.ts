import type { Contestant, Outcome } from "./run.js";

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

function amount(contestant: Contestant, unit: string): string {
  const { median, min, max } = contestant.value;
  const half = median === 0 ? 0 : Math.round(((max - min) / 2 / median) * 100);
  const cpu = contestant.serverCpu === undefined ? "" : `, CPU ${Math.round(contestant.serverCpu * 100)} %`;
  return `${number.format(median)} ${unit} ±${half} %${cpu}`;
}

function goal(outcome: Outcome): string {
  const { goal, unit } = outcome.row;
  if (goal === undefined) return "";
  return unit === "bytes" ? `≤ ${number.format(goal)} bytes` : `≥ ${goal}×`;
}

/** A Markdown table, as it stands in docs/benchmarks.md. */
export function table(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map((outcome) => {
    const { row, ours, peer, ratio, met, invalid } = outcome;
    const verdict =
      invalid !== undefined ? `invalid: ${invalid}` : met === undefined ? "" : met ? "met" : "missed";
    return `| ${row.title} | ${amount(ours, row.unit)} | ${amount(peer, row.unit)} | ${ratio.median.toFixed(2)}× (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}) | ${goal(outcome)} | ${verdict} |`;
  });
  return ["| work | Signalbox | peer | ratio | goal | |", "|---|---|---|---|---|---|", ...lines].join("\n");
}
