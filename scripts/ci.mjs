import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
ci().then((code) => process.exit(code));

/**
 * `npm test`, `npm run check`, the quick benchmark, and one line that counts the outcome of the first two:
 * a machine that runs tests for others is no place for a verdict on speed.
 */
async function ci() {
  const { spawn } = await import("node:child_process");
  const { fileURLToPath } = await import("node:url");
  const { run } = await import("./lib/run.mjs");
  let passed = 0;
  let failed = 0;
  for (const script of ["test.mjs", "check.mjs"]) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const child = spawn(process.execPath, [path], { stdio: ["ignore", "pipe", "inherit"] });
    let tail = "";
    child.stdout.on("data", (chunk) => {
      process.stdout.write(chunk);
      tail = (tail + chunk).slice(-1000);
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    const counted = /(\d+) passed, (\d+) failed\s*$/.exec(tail);
    passed += counted ? Number(counted[1]) : 0;
    // A script that fails without having counted a failure (a crash, a failed build) is one failure.
    failed += Math.max(counted ? Number(counted[2]) : 0, code === 0 ? 0 : 1);
  }
  await run(process.execPath, [fileURLToPath(new URL("bench.mjs", import.meta.url)), "--quick"]);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
