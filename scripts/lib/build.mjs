import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { digest, isStamped, stamp } from "./stamp.mjs";

/** Below packages: each builds after what it imports. `bundle` scripts run after the compiler. */
const packages = ["wire", "websocket", "client", "server", "adapters", "workbench", "workbench-web"];

/** What the build reads: path, size and time of every source and setting. */
function sources() {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!["node_modules", "dist", "client-dist", "test", "docs", "bench"].includes(entry.name))
          walk(path);
      } else {
        const { size, mtimeMs } = statSync(path);
        found.push([path.slice(root.length), size, mtimeMs]);
      }
    }
  };
  for (const name of packages) walk(join(root, "packages", name));
  found.push(["tsconfig.base.json", readFileSync(join(root, "tsconfig.base.json"), "utf8")]);
  return found;
}

/** Compiles every package and bundles what a browser loads. Answers whether all of it succeeded. */
export async function build() {
  const compiler = await run("npx", ["tsc", "-b", ...packages.map((name) => `packages/${name}`)]);
  if (compiler !== 0) return false;
  for (const name of packages) {
    const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
    if (manifest.scripts?.bundle === undefined) continue;
    const code = await run("npm", ["run", "--silent", "bundle", "-w", `packages/${name}`], { quiet: true });
    if (code !== 0) return false;
  }
  return true;
}

/** Builds unless nothing has changed since the last build. */
export async function ensureBuilt() {
  const wanted = digest(sources());
  const outputs = ["cli/main.js", "page/index.html"].map((path) =>
    join(root, "packages/workbench/dist", path),
  );
  if (outputs.every((path) => existsSync(path)) && isStamped("build", wanted)) return;
  console.log("Building …");
  if (!(await build())) {
    console.error("The build failed; what the compiler or the bundler said stands above.");
    process.exit(1);
  }
  stamp("build", digest(sources()));
}
