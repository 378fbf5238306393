import type { RequestFile, SavedRequest } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { newId } from "../newId.js";
import type { Notices } from "../notices.js";
import { cleanSaved, isSameSaved } from "../request/clean.js";
import type { OpenTabs } from "../tabs/openTabs.js";
import { isUnsaved, type RequestTab, tabOfFile } from "../tabs/tabs.js";
import type { Project } from "./project.js";
import { eachNode, fileName, isWithin, join, nameOf } from "./tree.js";

/** The files behind the tabs: read, written, and followed when they change on the disk. */
export class RequestFiles {
  readonly #backend: Backend;
  readonly #tabs: OpenTabs;
  readonly #project: Project;
  readonly #notices: Notices;

  constructor(backend: Backend, tabs: OpenTabs, project: Project, notices: Notices) {
    this.#backend = backend;
    this.#tabs = tabs;
    this.#project = project;
    this.#notices = notices;
    project.state.subscribe(() => this.#follow());
    project.onMoved((from, to) => this.#renamePaths(from, to));
  }

  /** Opens a file in a tab, or brings the tab that has it to the front. */
  async open(path: string): Promise<RequestTab | undefined> {
    const open = this.#tabs.requests().find((tab) => tab.file?.path === path);
    if (open) {
      this.#tabs.select(open.id);
      return open;
    }
    const file = await this.#read(path);
    if (file === undefined) return undefined;
    const tab = tabOfFile(newId(), file);
    this.#tabs.open(tab);
    return tab;
  }

  /** Writes a tab's request into its file. False: it has none yet, or the file was changed since. */
  async save(tabId: string): Promise<boolean> {
    const tab = this.#tabs.findRequest(tabId);
    if (tab?.file === undefined || tab.conflict !== undefined) return false;
    return this.#write(tab, tab.file.path, tab.file.revision);
  }

  /** Writes it into a new file. */
  async saveAs(tabId: string, folder: string, name: string): Promise<boolean> {
    const tab = this.#tabs.findRequest(tabId);
    if (tab === undefined) return false;
    return this.#write({ ...tab, draft: { ...tab.draft, name } }, join(folder, fileName(name)), undefined);
  }

  /** A conflict's one way out: the file's version, edits are let go of. */
  async takeTheirs(tabId: string): Promise<void> {
    const tab = this.#tabs.findRequest(tabId);
    if (tab?.file === undefined) return;
    const file = await this.#read(tab.file.path);
    if (file !== undefined) this.#adopt(tabId, file);
  }

  /** The other: the edits, over what the file holds now. */
  async keepMine(tabId: string): Promise<void> {
    const tab = this.#tabs.findRequest(tabId);
    if (tab?.file === undefined) return;
    const { path } = tab.file;
    if (tab.conflict === "deleted") {
      await this.#write(tab, path, undefined);
      return;
    }
    const file = await this.#read(path);
    if (file !== undefined) await this.#write(tab, path, file.revision);
  }

  async #write(tab: RequestTab, path: string, revision: string | undefined): Promise<boolean> {
    const result = await this.#backend.call("request:save", {
      path,
      saved: cleanSaved(tab.draft),
      ...(revision === undefined ? {} : { revision }),
    });
    if (result.ok) {
      // What was typed while the file was being written stays, as an edit of the file.
      this.#tabs.change(tab.id, ({ conflict: _, ...now }) => ({
        ...now,
        draft: { ...now.draft, name: tab.draft.name },
        file: result.value,
      }));
      return true;
    }
    if (result.problem.code === "FILE_CHANGED") {
      this.#tabs.change(tab.id, (now) => ({ ...now, conflict: "changed" }));
    } else {
      this.#notices.tell({ kind: "problem", problem: result.problem });
    }
    return false;
  }

  async #read(path: string): Promise<RequestFile | undefined> {
    const result = await this.#backend.call("request:read", { path });
    if (result.ok) return result.value;
    this.#notices.tell({ kind: "problem", problem: result.problem });
    return undefined;
  }

  #adopt(tabId: string, file: RequestFile): void {
    this.#tabs.change(tabId, ({ conflict: _, ...tab }) => ({ ...tab, draft: file.saved, file }));
  }

  /** The project's files changed: a tab without edits follows its file, one with edits is told. */
  #follow(): void {
    const revisions = new Map<string, string>();
    const broken = new Set<string>();
    for (const node of eachNode(this.#project.tree)) {
      if (node.kind === "request") revisions.set(node.path, node.revision);
      if (node.kind === "broken") broken.add(node.path);
    }
    for (const tab of this.#tabs.requests()) {
      // A file that cannot be read at the moment is being edited elsewhere; the tree says what is wrong with it.
      if (tab.file === undefined || broken.has(tab.file.path)) continue;
      this.#followOne(tab, tab.file, revisions.get(tab.file.path));
    }
  }

  #followOne(tab: RequestTab, file: RequestFile, revision: string | undefined): void {
    if (revision === undefined) {
      if (tab.conflict !== "deleted") this.#tabs.change(tab.id, (now) => ({ ...now, conflict: "deleted" }));
    } else if (revision !== file.revision) {
      void this.#reload(tab.id, file.path);
    } else if (tab.conflict !== undefined) {
      this.#tabs.change(tab.id, ({ conflict: _, ...now }) => now);
    }
  }

  async #reload(tabId: string, path: string): Promise<void> {
    const result = await this.#backend.call("request:read", { path });
    if (!result.ok) return;
    const tab = this.#tabs.findRequest(tabId);
    if (tab?.file === undefined || tab.file.path !== path) return;
    // Its own save may have been answered in between.
    if (tab.file.revision === result.value.revision) return;
    if (!isUnsaved(tab)) this.#adopt(tabId, result.value);
    else if (isOnlyRenamed(tab.file.saved, result.value.saved)) this.#rename(tabId, result.value);
    else this.#tabs.change(tabId, (now) => ({ ...now, conflict: "changed" }));
  }

  /** A new name is no conflict: it is taken over, and the edits stay edits. */
  #rename(tabId: string, file: RequestFile): void {
    this.#tabs.change(tabId, (tab) => ({ ...tab, draft: { ...tab.draft, name: file.saved.name }, file }));
  }

  #renamePaths(from: string, to: string): void {
    for (const tab of this.#tabs.requests()) {
      const { file } = tab;
      if (file === undefined || !isWithin(file.path, from)) continue;
      const path = to + file.path.slice(from.length);
      const name = file.path === from && nameOf(to) !== nameOf(from) ? nameOf(to) : file.saved.name;
      this.#tabs.change(tab.id, (now) => ({
        ...now,
        draft: { ...now.draft, name },
        file: { ...file, path, saved: { ...file.saved, name } },
      }));
    }
    // The news of the tree may have come first, and then the old paths looked deleted.
    this.#follow();
  }
}

function isOnlyRenamed(before: SavedRequest, after: SavedRequest): boolean {
  return isSameSaved({ ...before, name: after.name }, after);
}
