import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
write();

/** Writes docs/compatibility.md; fails when a test that it names does not exist or did not pass. */
async function write() {
  const { writeFileSync } = await import("node:fs");
  const { compatibility, document } = await import("./lib/compatibility.mjs");
  const { text, faults } = compatibility();
  writeFileSync(document, text);
  for (const fault of faults) console.error(fault);
  process.exit(faults.length === 0 ? 0 : 1);
}
