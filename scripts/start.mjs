import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
start().catch((error) => {
  console.error(error);
  process.exit(1);
});

async function start() {
  const { ensureInstalled } = await import("./lib/install.mjs");
  const { ensureBuilt } = await import("./lib/build.mjs");
  await ensureInstalled();
  await ensureBuilt();
  await import("../packages/workbench/dist/cli/main.js");
}
