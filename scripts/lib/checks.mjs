import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { isCompatibilityCurrent } from "./compatibility.mjs";
import { agreesOnTypes, installsFromTarball, packAll, published } from "./packaging.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

const passes = async (command, args) => (await run("npx", [command, ...args], { quiet: true })) === 0;

/** What `npm run check` looks at, in order. */
export const checks = [
  { name: "types", passes: () => passes("tsc", ["-b"]) },
  { name: "lint and format", passes: () => passes("biome", ["ci", "--error-on-warnings", "."]) },
  { name: "layers", passes: layersHold },
  { name: "compatibility table", passes: isCompatibilityCurrent },
  ...published.map((name) => ({ name: `types as published: ${name}`, passes: () => agreesOnTypes(name) })),
  {
    name: "packs, installs and imports from tarballs",
    passes: async () => installsFromTarball(await packAll()),
  },
];

/**
 * dependency-cruiser calls a tree it cannot parse free of faults, so the number of modules that it saw
 * is held against the number of source files.
 */
async function layersHold() {
  const folders = readdirSync(join(root, "packages")).map((name) => `packages/${name}/src`);
  const args = ["depcruise", ...folders, "--config", ".dependency-cruiser.mjs", "--output-type", "json"];
  let report;
  try {
    const { stdout } = await promisify(execFile)("npx", args, { cwd: root, maxBuffer: 1 << 28 });
    report = JSON.parse(stdout);
  } catch (error) {
    if (!error.stdout) throw error;
    report = JSON.parse(error.stdout);
  }
  for (const { rule, from, to } of report.summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
  const seen = report.modules.filter(({ source }) => /^packages\/[^/]+\/src\/.*\.ts$/.test(source)).length;
  const there = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).filter((file) => /\.ts$/.test(String(file))),
  ).length;
  if (seen < there) console.error(`the layer check saw ${seen} of ${there} source files`);
  return report.summary.violations.length === 0 && seen >= there;
}
