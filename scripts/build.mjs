import { refuseOldNode } from "./lib/node-version.mjs";

refuseOldNode();
(async () => {
  const { ensureInstalled } = await import("./lib/install.mjs");
  const { build } = await import("./lib/build.mjs");
  await ensureInstalled();
  process.exit((await build()) ? 0 : 1);
})();
