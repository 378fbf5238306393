import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
test(process.argv.slice(2)).then((code) => process.exit(code));

/** Everything the tests need, then the tests; arguments go to Vitest. */
async function test(args) {
  const { mkdirSync, readFileSync, rmSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { ensureInstalled } = await import("./lib/install.mjs");
  await ensureInstalled();
  const { ensureSystem } = await import("./lib/system.mjs");
  const { ensureBuilt } = await import("./lib/build.mjs");
  const { cache } = await import("./lib/root.mjs");
  const { run } = await import("./lib/run.mjs");
  await ensureSystem();
  await ensureBuilt();

  mkdirSync(cache, { recursive: true });
  const report = join(cache, "tests.json");
  rmSync(report, { force: true });
  const code = await run("npx", [
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...args,
  ]);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  return code;
}
