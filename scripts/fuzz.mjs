import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
fuzz(process.argv.slice(2)).then((code) => process.exit(code));

/**
 * Throws random and mutated bytes at a real server and real clients, for 60 seconds each or as many as
 * are asked for; `FUZZ_SEED` repeats a run. `npm test` does a few seconds of the same.
 */
async function fuzz([seconds = "60"]) {
  if (!/^\d+$/.test(seconds)) {
    console.error(`"${seconds}" is not a number of seconds; for example: npm run fuzz -- 300`);
    return 2;
  }
  const { ensureInstalled } = await import("./lib/install.mjs");
  await ensureInstalled();
  const { ensureBuilt } = await import("./lib/build.mjs");
  await ensureBuilt();
  const { run } = await import("./lib/run.mjs");
  return run("npx", ["vitest", "run", "packages/websocket/test/fuzz"], { env: { FUZZ_SECONDS: seconds } });
}
