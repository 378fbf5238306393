import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ProjectError, projectProblems } from "./problems.js";

/** What a folder may hold to be deleted from here: it is kept in memory until it is restored or makes way. */
const maxBytes = 32 * 2 ** 20;
const maxDeleted = 20;

type Kept =
  | { readonly type: "folder" }
  | { readonly type: "file"; readonly bytes: Uint8Array; readonly mode: number }
  | { readonly type: "link"; readonly target: string };

interface Deleted {
  readonly path: string;
  /** By path below what was deleted, folders before what is in them; the thing itself is "". */
  readonly entries: ReadonlyMap<string, Kept>;
}

/** Files and folders that were deleted and can come back, the latest few. */
export class Trash {
  readonly #deleted = new Map<string, Deleted>();

  /** Deletes `file`, which is called `path` in the project, and returns the id that brings it back. */
  async delete(file: string, path: string): Promise<string> {
    const entries = new Map<string, Kept>();
    await keep(file, "", entries, { left: maxBytes, path });
    await rm(file, { recursive: true });
    const id = randomUUID();
    this.#deleted.set(id, { path, entries });
    for (const oldest of this.#deleted.keys()) {
      if (this.#deleted.size > maxDeleted) this.#deleted.delete(oldest);
    }
    return id;
  }

  /** Brings it back to where `place` says, given the path that it had; returns what `place` returned. */
  async restore<T extends { readonly file: string }>(
    id: string,
    place: (path: string, isFolder: boolean) => Promise<T>,
  ): Promise<T> {
    const deleted = this.#deleted.get(id);
    if (!deleted) throw new ProjectError(projectProblems.undoGone());
    const target = await place(deleted.path, deleted.entries.get("")?.type === "folder");
    await mkdir(dirname(target.file), { recursive: true });
    for (const [inside, kept] of deleted.entries) await bringBack(join(target.file, inside), kept);
    this.#deleted.delete(id);
    return target;
  }
}

async function keep(
  file: string,
  inside: string,
  entries: Map<string, Kept>,
  budget: { left: number; readonly path: string },
): Promise<void> {
  const stats = await lstat(file);
  if (stats.isSymbolicLink()) {
    entries.set(inside, { type: "link", target: await readlink(file) });
  } else if (stats.isDirectory()) {
    entries.set(inside, { type: "folder" });
    for (const name of await readdir(file)) await keep(join(file, name), join(inside, name), entries, budget);
  } else {
    budget.left -= stats.size;
    if (budget.left < 0) throw new ProjectError(projectProblems.tooLarge(budget.path, maxBytes));
    entries.set(inside, { type: "file", bytes: await readFile(file), mode: stats.mode });
  }
}

async function bringBack(file: string, kept: Kept): Promise<void> {
  if (kept.type === "folder") await mkdir(file);
  else if (kept.type === "link") await symlink(kept.target, file);
  else await writeFile(file, kept.bytes, { flag: "wx", mode: kept.mode });
}
