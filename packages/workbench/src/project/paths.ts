import { lstat, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { ProjectError, projectProblems } from "./problems.js";

/** File systems allow names of 255 bytes; some are left for an ending and a number. */
const maxNameBytes = 200;

/** Names that Windows keeps for devices, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The parts of a path inside the project: relative, with `/`, no way up. Throws a `ProjectError`. */
export function segmentsOf(path: string): readonly string[] {
  const segments = path.split("/");
  const isBad = segments.some((part) => part === "" || part === "." || part === ".." || part.includes("\0"));
  if (isBad || isAbsolute(path) || path.includes("\\")) {
    throw new ProjectError(projectProblems.pathInvalid(path));
  }
  return segments;
}

/** A name as every common file system takes it. */
export function safeName(name: string): string {
  let safe = name
    .normalize("NFC")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[<>:"/\\|?*\u0000-\u001f\u007f]/g, "-")
    .replace(/^[. ]+|[. ]+$/g, "");
  while (Buffer.byteLength(safe) > maxNameBytes) safe = [...safe].slice(0, -1).join("").trimEnd();
  if (safe === "") return "untitled";
  return deviceName.test(safe) ? `_${safe}` : safe;
}

/** The file or folder that a path inside `root` names. Throws where a link on the way leads out of it. */
export async function fileInside(root: string, segments: readonly string[]): Promise<string> {
  const file = join(root, ...segments);
  const [realRoot, realFile] = [await realPathOf(root), await realPathOf(file)];
  const way = relative(realRoot, realFile);
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new ProjectError(projectProblems.pathInvalid(segments.join("/")));
  }
  return file;
}

export async function exists(file: string): Promise<boolean> {
  return await lstat(file).then(
    () => true,
    () => false,
  );
}

/** The real path, for what does not exist yet that of the folders that do, and the rest as it is. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    // A link to nothing exists, and may lead anywhere once something is written through it.
    if (parent === path || (await exists(path))) throw error;
    return join(await realPathOf(parent), relative(parent, path));
  }
}
