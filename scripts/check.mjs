import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
check().then((code) => process.exit(code));

/** Types, lint and format, the layer rule, and what npm would publish; each is told by one line. */
async function check() {
  const { ensureInstalled } = await import("./lib/install.mjs");
  await ensureInstalled();
  const { ensureBuilt } = await import("./lib/build.mjs");
  await ensureBuilt();
  const { checks } = await import("./lib/checks.mjs");
  let failed = 0;
  for (const { name, passes } of checks) {
    const start = Date.now();
    const ok = await passes();
    if (!ok) failed += 1;
    console.log(`${ok ? "✓" : "✗"} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
