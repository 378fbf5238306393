import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import type { Source } from "../../formats/index.js";

/** Larger files are no collections of requests. */
const maxBytes = 256 * 2 ** 20;
const maxFiles = 10_000;

/** The file, or all files of a folder that a collection may consist of. Throws what the system says. */
export async function readSources(path: string): Promise<readonly Source[]> {
  if (!(await stat(path)).isDirectory()) return [await readSource(path, basename(path))];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /(\.bru|^bruno\.json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(path, file).split(sep).includes("node_modules"))
    .slice(0, maxFiles);
  return Promise.all(files.map((file) => readSource(file, relative(path, file).split(sep).join("/"))));
}

async function readSource(path: string, file: string): Promise<Source> {
  const { size } = await stat(path);
  if (size > maxBytes) throw new Error(`${path} is larger than ${maxBytes / 2 ** 20} MiB.`);
  return { file, text: await readFile(path, "utf8") };
}
