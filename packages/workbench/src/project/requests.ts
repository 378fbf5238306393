import { cp, lstat, mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RequestFile, SavedRequest } from "../contract/index.js";
import { exists, fileInside, safeName, segmentsOf } from "./paths.js";
import { ProjectError, projectProblems } from "./problems.js";
import { contentOf, parseRequest, writeRequest } from "./request-file.js";
import { requestEnding } from "./request-tree.js";
import { misfitOf } from "./schema.js";
import { readText, revisionOf, writeText } from "./text-file.js";
import { Trash } from "./trash.js";

/** A folder or a request, under the path by which pages know it and the file that it is. */
interface Item {
  readonly path: string;
  readonly file: string;
  readonly isFolder: boolean;
}

/**
 * What can be done to the files below `requests/`. Paths are relative to it, with `/`, without an ending.
 * Everything throws a `ProjectError` with the problem to tell.
 */
export class Requests {
  readonly #root: string;
  readonly #trash = new Trash();

  constructor(root: string) {
    this.#root = root;
  }

  async read(path: string): Promise<RequestFile> {
    const segments = segmentsOf(path);
    const text = await readText(await this.#requestFile(segments));
    if (text === undefined) throw new ProjectError(projectProblems.unknown(path));
    const saved = parseRequest(shownFile(path), text, segments.at(-1) ?? "");
    return { path, revision: revisionOf(text), saved };
  }

  /** Writes a new request, under a free name where this one is taken. */
  async create(path: string, saved: SavedRequest): Promise<RequestFile> {
    const wanted = segmentsOf(path).map(safeName);
    const segments = await this.#freePlace(wanted, requestEnding);
    const baseName = segments.at(-1) ?? "";
    // A name that says what the file's name said goes with the number that was added.
    const isNamedAlike = safeName(saved.name) === wanted.at(-1) && baseName !== wanted.at(-1);
    return await this.#write(segments, isNamedAlike ? { ...saved, name: baseName } : saved, undefined);
  }

  /** Writes a request over the one that was read as `revision`. */
  async update(path: string, saved: SavedRequest, revision: string): Promise<RequestFile> {
    const segments = segmentsOf(path);
    const current = await readText(await this.#requestFile(segments));
    if (current === undefined || revisionOf(current) !== revision) {
      throw new ProjectError(projectProblems.fileChanged(shownFile(path)));
    }
    return await this.#write(segments, saved, current);
  }

  async createFolder(path: string): Promise<void> {
    const segments = segmentsOf(path).map(safeName);
    const file = await fileInside(this.#root, segments);
    if (await exists(file)) throw new ProjectError(projectProblems.exists(path));
    await mkdir(file, { recursive: true });
  }

  /** Moves or renames; returns the new path. */
  async move(path: string, to: string): Promise<string> {
    const item = await this.#item(path);
    const wanted = segmentsOf(to);
    const segments = wanted.map(safeName);
    const target = segments.join("/");
    if (target === item.path) return target;
    if (item.isFolder && `${target}/`.startsWith(`${item.path}/`)) {
      throw new ProjectError(projectProblems.intoItself(path));
    }
    const file = await this.#fileOf(segments, item.isFolder);
    if (await exists(file)) throw new ProjectError(projectProblems.exists(target));
    await mkdir(dirname(file), { recursive: true });
    await rename(item.file, file);
    if (!item.isFolder && baseName(path) !== baseName(target)) await this.#renameInside(segments, wanted);
    return target;
  }

  async duplicate(path: string): Promise<string> {
    const item = await this.#item(path);
    const segments = await this.#freePlace(segmentsOf(path), item.isFolder ? "" : requestEnding);
    const target = segments.join("/");
    await cp(item.file, await this.#fileOf(segments, item.isFolder), {
      recursive: true,
      errorOnExist: true,
      verbatimSymlinks: true,
    });
    if (!item.isFolder) await this.#renameInside(segments, segments);
    return target;
  }

  /** Deletes, and returns the id by which `restore` brings it back. */
  async delete(path: string): Promise<string> {
    const item = await this.#item(path);
    return await this.#trash.delete(item.file, item.path);
  }

  /** Brings back what was deleted, beside whatever took its place; returns its path. */
  async restore(undoId: string): Promise<string> {
    const { path } = await this.#trash.restore(undoId, async (wanted, isFolder) => {
      const segments = await this.#freePlace(segmentsOf(wanted), isFolder ? "" : requestEnding);
      return { path: segments.join("/"), file: await this.#fileOf(segments, isFolder) };
    });
    return path;
  }

  async #write(
    segments: readonly string[],
    saved: SavedRequest,
    current: string | undefined,
  ): Promise<RequestFile> {
    const path = segments.join("/");
    const name = segments.at(-1) ?? "";
    const misfit = misfitOf(contentOf(saved, name), "request");
    if (misfit) throw new ProjectError(projectProblems.requestInvalid(misfit.reason));
    const text = writeRequest(shownFile(path), saved, name, current);
    await writeText(await this.#requestFile(segments), text);
    return { path, revision: revisionOf(text), saved: parseRequest(shownFile(path), text, name) };
  }

  /** A request whose file was renamed is called so in its tree; a broken file is left as it is. */
  async #renameInside(segments: readonly string[], wanted: readonly string[]): Promise<void> {
    const file = await this.#requestFile(segments);
    const text = (await readText(file)) ?? "";
    const name = segments.at(-1) ?? "";
    try {
      const saved = parseRequest(shownFile(segments.join("/")), text, name);
      const renamed = writeRequest(file, { ...saved, name: wanted.at(-1) ?? name }, name, text);
      if (renamed !== text) await writeText(file, renamed);
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
    }
  }

  /** A path that is free: as it is, or with the lowest number behind it. */
  async #freePlace(segments: readonly string[], ending: string): Promise<readonly string[]> {
    const name = segments.at(-1) ?? "";
    const folder = segments.slice(0, -1);
    for (let number = 1; ; number++) {
      const candidate = [...folder, number === 1 ? name : `${name} ${number}`];
      const file = await this.#fileOf(candidate, ending === "");
      if (!(await exists(file))) return candidate;
    }
  }

  async #item(path: string): Promise<Item> {
    const segments = segmentsOf(path);
    for (const isFolder of [false, true]) {
      const file = await this.#fileOf(segments, isFolder);
      const stats = await lstat(file).catch(() => undefined);
      if (stats && stats.isDirectory() === isFolder && !stats.isSymbolicLink())
        return { path, file, isFolder };
    }
    throw new ProjectError(projectProblems.unknown(path));
  }

  #fileOf(segments: readonly string[], isFolder: boolean): Promise<string> {
    return isFolder ? fileInside(this.#root, segments) : this.#requestFile(segments);
  }

  #requestFile(segments: readonly string[]): Promise<string> {
    return fileInside(this.#root, [...segments.slice(0, -1), `${segments.at(-1) ?? ""}${requestEnding}`]);
  }
}

/** As a person finds it, from the project's folder. */
function shownFile(path: string): string {
  return join("requests", `${path}${requestEnding}`);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
