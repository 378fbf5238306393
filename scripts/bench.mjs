import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
bench(process.argv.slice(2)).then((code) => process.exit(code));

/** Builds what is missing and runs the benchmarks; arguments go to them (bench/README.md). */
async function bench(args) {
  const { ensureInstalled } = await import("./lib/install.mjs");
  await ensureInstalled();
  const { ensureBenchmarkSystem } = await import("./lib/system.mjs");
  await ensureBenchmarkSystem();
  const { ensureBuilt } = await import("./lib/build.mjs");
  await ensureBuilt();
  const { must, run } = await import("./lib/run.mjs");
  await must("npx", ["tsc", "-b", "bench"]);
  return run(process.execPath, ["bench/dist/main.js", ...args]);
}
