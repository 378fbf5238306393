// What `signalbox connect` loads, in a few files: a hundred small ones take longer to find than to run.
import { rmSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = file("dist/bundle");

/** Everything else of this package stays in its modules, which know their place among its files. */
const bundledFolders = ["cli/connect", "capture-files", "connections", "variables"].map(
  (folder) => file(`dist/${folder}`) + sep,
);
const isBundled = (path) =>
  // Of the other commands only what describes them.
  dirname(path) === file("dist/cli") || bundledFolders.some((folder) => path.startsWith(folder));

const outside = {
  name: "outside",
  resolveId(id, importer) {
    if (!id.startsWith(".") || importer === undefined || !importer.startsWith(file("dist"))) return null;
    const path = resolve(dirname(importer), id);
    return isBundled(path) ? null : { id: relative(target, path).split(sep).join("/"), external: true };
  },
};

rmSync(target, { recursive: true, force: true });
const bundle = await rolldown({
  input: file("dist/cli/main.js"),
  platform: "node",
  plugins: [outside],
  external: /^(?!\.|\/|commander$|@signalbox\/)[^:]+$/,
});
const { output } = await bundle.write({ dir: target, entryFileNames: "[name].js", comments: false });
await bundle.close();
const bytes = output.reduce((sum, { code = "" }) => sum + Buffer.byteLength(code), 0);
console.log(`bundle: ${output.length} files, ${bytes} bytes`);
