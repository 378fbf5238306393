import { type FSWatcher, statSync, watch } from "node:fs";

/** Gathers what happens in a moment: an editor's save is several events. */
const settleMs = 60;

interface Watched {
  readonly watcher: FSWatcher;
  /** A folder that was deleted and made anew has the same path and is not watched. */
  readonly inode: number;
}

export interface FolderWatchOptions {
  /** Whether a change of this entry of a watched folder is of interest. */
  readonly concerns: (folder: string, entry: string) => boolean;
  /** Called a moment after something changed. */
  readonly onChange: () => void;
}

/** Watches folders, each for itself. */
export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
  }

  /** Watches these folders and no others. One that cannot be watched is left out. */
  follow(folders: readonly string[]): void {
    const wanted = new Set(folders);
    for (const [folder, { watcher, inode }] of this.#watched) {
      if (wanted.has(folder) && inodeOf(folder) === inode) continue;
      watcher.close();
      this.#watched.delete(folder);
    }
    for (const folder of wanted) {
      if (!this.#watched.has(folder)) this.#watch(folder);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.follow([]);
  }

  #watch(folder: string): void {
    const inode = inodeOf(folder);
    if (inode === undefined) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, entry) => {
        if (entry === null || this.#options.concerns(folder, entry)) this.#changed();
      });
      watcher.on("error", () => {
        watcher.close();
        if (this.#watched.get(folder)?.watcher === watcher) this.#watched.delete(folder);
        this.#changed();
      });
      this.#watched.set(folder, { watcher, inode });
    } catch {
      // Gone meanwhile, or the system has no more watches to give: changes are seen at the next save.
    }
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#options.onChange();
    }, settleMs).unref();
  }
}

function inodeOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.ino;
}
