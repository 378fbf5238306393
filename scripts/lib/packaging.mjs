import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

const exec = promisify(execFile);

/** Folders below packages that npm would publish. */
export const published = ["wire", "websocket", "client", "server", "adapters", "workbench"];

const manifest = (name) => JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));

const isBundle = (path) => /\.js$|\*$/.test(path);

/** The paths a user may import from a package, as written in an import; bundles for pages are not among them. */
function entries(name) {
  const { name: packageName, exports } = manifest(name);
  return Object.keys(exports)
    .filter((path) => !path.endsWith(".json") && !isBundle(path))
    .map((path) => packageName + path.slice(1));
}

/** publint and @arethetypeswrong agree with the package as npm would pack it. */
export async function agreesOnTypes(name) {
  const path = join("packages", name);
  const lint = await run("npx", ["publint", "--strict", path], { quiet: true });
  const bundles = Object.keys(manifest(name).exports).filter(isBundle);
  const without = bundles.length === 0 ? [] : ["--exclude-entrypoints", ...bundles];
  // The packages are ES modules; CommonJS reaches them by require(esm), Node 20.19's own way.
  const types = await run(
    "npx",
    ["attw", "--pack", path, "--profile", "node16", "--ignore-rules", "cjs-resolves-to-esm", ...without],
    {
      quiet: true,
    },
  );
  return lint === 0 && types === 0;
}

/** Packs every published package; answers a folder of tarballs. */
export async function packAll() {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-pack-"));
  await exec(
    "npm",
    [
      "pack",
      "--ignore-scripts",
      "--pack-destination",
      folder,
      ...published.flatMap((name) => ["-w", `packages/${name}`]),
    ],
    { cwd: root },
  );
  return folder;
}

/** Installs the tarballs into an empty project, imports and requires every entry, and compiles against the types. */
export async function installsFromTarball(tarballs) {
  const project = join(tarballs, "project");
  mkdirSync(project);
  const files = published.map((name) => {
    const { name: packageName, version } = manifest(name);
    return `../${packageName.replace("@", "").replace("/", "-")}-${version}.tgz`;
  });
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "empty", private: true, type: "module" }),
  );
  const paths = published.flatMap(entries);
  writeFileSync(
    join(project, "import.mjs"),
    paths.map((path) => `await import(${JSON.stringify(path)});`).join("\n"),
  );
  writeFileSync(
    join(project, "require.cjs"),
    paths.map((path) => `require(${JSON.stringify(path)});`).join("\n"),
  );
  writeFileSync(
    join(project, "types.ts"),
    paths
      .map(
        (path, n) => `import type * as entry${n} from ${JSON.stringify(path)};\nexport type { entry${n} };`,
      )
      .join("\n"),
  );
  const compiler = {
    module: "NodeNext",
    target: "ES2022",
    strict: true,
    noEmit: true,
    types: ["node"],
    skipLibCheck: false,
  };
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions: compiler, files: ["types.ts"] }),
  );
  try {
    await exec("npm", ["install", "--no-fund", "--no-audit", "--ignore-scripts", ...files], { cwd: project });
    await exec(process.execPath, ["import.mjs"], { cwd: project });
    await exec(process.execPath, ["require.cjs"], { cwd: project });
    await exec(process.execPath, ["node_modules/.bin/signalbox", "--version"], { cwd: project });
    for (const types of ["node"]) {
      cpSync(join(root, "node_modules/@types", types), join(project, "node_modules/@types", types), {
        recursive: true,
      });
    }
    cpSync(join(root, "node_modules/undici-types"), join(project, "node_modules/undici-types"), {
      recursive: true,
    });
    await exec(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project], {
      cwd: project,
    });
    return true;
  } catch (error) {
    console.error(error.message, error.stdout ?? "");
    return false;
  } finally {
    rmSync(tarballs, { recursive: true, force: true });
  }
}
