import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
benchPage(process.argv.slice(2)).then((code) => process.exit(code));

/** Builds what is missing and measures the page in a real browser (packages/workbench-web/bench/page.mjs). */
async function benchPage(args) {
  const { ensureInstalled } = await import("./lib/install.mjs");
  await ensureInstalled();
  const { ensureBenchmarkSystem } = await import("./lib/system.mjs");
  await ensureBenchmarkSystem();
  const { ensureBuilt } = await import("./lib/build.mjs");
  await ensureBuilt();
  const { run } = await import("./lib/run.mjs");
  return run(process.execPath, ["packages/workbench-web/bench/page.mjs", ...args]);
}
