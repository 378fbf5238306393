import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { growth } from "./growth/growth.js";
import { compare } from "./harness/compare.js";
import { describeMachine, versionOf } from "./harness/machine.js";
import { table, uWebSocketsTable } from "./harness/report.js";
import type { Row } from "./harness/row.js";
import { type Outcome, run } from "./harness/run.js";
import { buildGenerators } from "./load/generator.js";
import { profile } from "./profile/profile.js";
import { rows } from "./rows/index.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    seconds: { type: "string" },
    json: { type: "string" },
    compare: { type: "string" },
    list: { type: "boolean", default: false },
    growth: { type: "boolean", default: false },
    profile: { type: "boolean", default: false },
  },
});

const timing = {
  seconds: Number(values.seconds ?? (values.quick ? 0.7 : 3)),
  warmup: values.quick ? 0.3 : 1,
};
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));

if (values.list) {
  for (const row of rows) console.log(`${row.name.padEnd(24)} ${row.title}`);
} else {
  buildGenerators();
  if (values.growth) await growth(positionals, timing);
  else if (values.profile) await profile(chosen(), timing);
  else await measure(chosen());
}

/** A row's whole name means that row; the beginning of names, all that begin so. */
function chosen(): readonly Row[] {
  if (positionals.length === 0) return rows;
  const means = (asked: string, name: string) =>
    rows.some((row) => row.name === asked) ? name === asked : name.startsWith(asked);
  const found = rows.filter((row) => positionals.some((asked) => means(asked, row.name)));
  if (found.length > 0) return found;
  console.error(`No row is named ${positionals.join(", ")}; npm run bench -- --list shows them.`);
  process.exit(2);
}

async function measure(chosen: readonly Row[]): Promise<void> {
  const peers = new Set(chosen.flatMap((row) => (row.peer === undefined ? [] : [row.peer])));
  const versions = [...peers].map(versionOf).join(", ");
  const date = new Date().toISOString().slice(0, 10);
  const heading = `${date}; ${describeMachine()}; peers: ${versions}; ${rounds} rounds of ${timing.seconds} s, interleaved; medians, half the spread, ratios round by round`;
  console.log(heading);

  const outcomes: Outcome[] = [];
  for (const row of chosen) {
    const outcome = await run(row, rounds, timing);
    outcomes.push(outcome);
    const { median } = outcome.ratio ?? outcome.ours.value;
    console.log(
      `${row.name}: ${outcome.ratio ? `${median.toFixed(2)}×` : `${Math.round(median)} ${row.unit}`}`,
    );
  }
  console.log(`\n${table(outcomes)}`);
  const beside = uWebSocketsTable(outcomes);
  if (beside !== undefined) console.log(`\n${beside}`);
  if (values.compare !== undefined) console.log(`\n${compare(outcomes, values.compare)}`);

  const results = fileURLToPath(new URL("../results", import.meta.url));
  const file = values.json ?? `${results}/${new Date().toISOString().replace(/[:.]/g, "-")}.json`;
  mkdirSync(results, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ date, heading, outcomes }, null, 2)}\n`);
  console.log(`\nKept in ${file}`);
}
