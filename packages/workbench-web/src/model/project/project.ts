import type { Problem, ProjectNode, ProjectState, Result } from "signalbox/contract";
import type { Backend } from "../backend.js";
import type { Notices } from "../notices.js";
import { Observable } from "../observable.js";
import { folderOf, freePath, isWithin, join, nameOf } from "./tree.js";

/** The folder of saved requests and environments, as its files stand, and what can be done to them. */
export class Project {
  readonly state = new Observable<ProjectState | undefined>(undefined);

  readonly #backend: Backend;
  readonly #notices: Notices;
  readonly #moved: ((from: string, to: string) => void)[] = [];

  constructor(backend: Backend, notices: Notices) {
    this.#backend = backend;
    this.#notices = notices;
    backend.on("project", (state) => this.state.set(state));
  }

  /** Runs when this page has moved or renamed something, before the new tree is seen. */
  onMoved(listener: (from: string, to: string) => void): void {
    this.#moved.push(listener);
  }

  get tree(): readonly ProjectNode[] {
    return this.state.get()?.tree ?? [];
  }

  async createFolder(parent: string, name: string): Promise<string | undefined> {
    const path = freePath(this.tree, parent, name);
    const done = await this.#try(this.#backend.call("folder:create", { path }));
    return done === undefined ? undefined : path;
  }

  /** Gives the new path, or undefined, and a notice, when it was refused. */
  async rename(path: string, name: string): Promise<string | undefined> {
    return this.#move(path, join(folderOf(path), name));
  }

  /** Into another folder; empty is the top. */
  async moveInto(path: string, folder: string): Promise<string | undefined> {
    if (folderOf(path) === folder || isWithin(folder, path)) return undefined;
    return this.#move(path, join(folder, nameOf(path)));
  }

  async duplicate(path: string): Promise<string | undefined> {
    return (await this.#try(this.#backend.call("project:duplicate", { path })))?.path;
  }

  /** Tells what was deleted, with a way back. */
  async delete(node: ProjectNode): Promise<void> {
    const deleted = await this.#try(this.#backend.call("project:delete", { path: node.path }));
    if (deleted === undefined) return;
    this.#notices.tell({
      kind: "deleted",
      name: node.name,
      undo: () => void this.#try(this.#backend.call("project:restore", { undoId: deleted.undoId })),
    });
  }

  async #move(path: string, to: string): Promise<string | undefined> {
    if (to === path) return path;
    const moved = await this.#try(this.#backend.call("project:move", { path, to }));
    if (moved === undefined) return undefined;
    for (const listener of this.#moved) listener(path, moved.path);
    return moved.path;
  }

  async #try<T>(call: Promise<Result<T>>): Promise<T | undefined> {
    const result = await call;
    if (result.ok) return result.value;
    this.#tell(result.problem);
    return undefined;
  }

  #tell(problem: Problem): void {
    this.#notices.tell({ kind: "problem", problem });
  }
}
