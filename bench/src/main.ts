import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildGenerator } from "./load.js";
import { describeMachine, versionOf } from "./machine.js";
import { table } from "./report.js";
import { rows } from "./rows.js";
import { type Outcome, run } from "./run.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    seconds: { type: "string" },
    json: { type: "string" },
    list: { type: "boolean", default: false },
  },
});

if (values.list) {
  for (const row of rows) console.log(`${row.name.padEnd(24)} ${row.title}`);
  process.exit(0);
}

/** A row's whole name means that row; the beginning of names, all that begin so. */
const means = (asked: string, name: string) =>
  rows.some((row) => row.name === asked) ? name === asked : name.startsWith(asked);
const chosen =
  positionals.length === 0 ? rows : rows.filter((row) => positionals.some((asked) => means(asked, row.name)));
if (chosen.length === 0) {
  console.error(`No row is named ${positionals.join(", ")}; npm run bench -- --list shows them.`);
  process.exit(2);
}

const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
const timing = {
  seconds: Number(values.seconds ?? (values.quick ? 1 : 3)),
  warmup: values.quick ? 0.5 : 1.5,
};
const versions = [...new Set(chosen.flatMap((row) => [row.peer]))].map(versionOf).join(", ");

buildGenerator();
const date = new Date().toISOString().slice(0, 10);
const heading = `${date}; ${describeMachine()}; peers: ${versions}; ${rounds} rounds of ${timing.seconds} s, interleaved; medians, half the spread, ratios round by round`;
console.log(heading);

const outcomes: Outcome[] = [];
for (const row of chosen) {
  const outcome = await run(row, rounds, timing);
  outcomes.push(outcome);
  console.log(`${row.name}: ${outcome.ratio.median.toFixed(2)}×`);
}
console.log(`\n${table(outcomes)}`);

const results = fileURLToPath(new URL("../results", import.meta.url));
const file = values.json ?? `${results}/${new Date().toISOString().replace(/[:.]/g, "-")}.json`;
mkdirSync(results, { recursive: true });
writeFileSync(file, `${JSON.stringify({ date, heading, outcomes }, null, 2)}\n`);
console.log(`\nKept in ${file}`);
