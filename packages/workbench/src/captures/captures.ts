import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { writeCapture } from "../capture-files/index.js";
import type { CaptureInfo, CaptureList, CaptureStatus, ViewChange } from "../contract/index.js";
import { captureFileName } from "../state-directory.js";
import type { CaptureSource, Timeline } from "../timeline/index.js";
import { type CaptureFile, changeCapture, deleteCapture, readCapture } from "./capture-file.js";
import { CapturesError } from "./errors.js";
import { type CapturesOptions, capturesDefaults } from "./options.js";
import { ReopenedCaptures } from "./reopened.js";

export interface CapturesSetup extends Partial<Omit<CapturesOptions, "directory">> {
  readonly directory: string;
  /** What is recorded now. */
  readonly timeline: Timeline;
  readonly onChange: (change: ViewChange) => void;
}

/** The captures of the state folder: the one that is recorded and those that were. */
export class Captures {
  readonly #options: CapturesOptions;
  readonly #timeline: Timeline;
  readonly #reopened: ReopenedCaptures;
  /** Paths by capture id, as of the last look at the folder. */
  #paths = new Map<string, string>();
  /** The folder is looked at again once the recorded capture has grown to this. */
  #lookAgainAtBytes = 0;

  constructor({ timeline, onChange, ...options }: CapturesSetup) {
    this.#options = { ...capturesDefaults, ...options };
    this.#timeline = timeline;
    this.#reopened = new ReopenedCaptures(this.#options.idleMs, onChange);
    this.#clearAway();
  }

  /** Newest first. */
  list(): CaptureList {
    const files = this.#files();
    return {
      captures: files.map(({ info }) => info).sort((a, b) => b.startedAt - a.startedAt),
      bytesOnDisk: bytesOf(files),
      maxBytesOnDisk: this.#options.maxBytesOnDisk,
    };
  }

  /** Throws `CAPTURE_UNKNOWN`, `CAPTURE_UNWRITABLE`. */
  change(id: string, change: { readonly name?: string; readonly kept?: boolean }): CaptureInfo {
    const path = this.#pathOf(id);
    changeCapture(path, change);
    return this.#look(path).info;
  }

  /** Makes a further capture of what `fill` appends. It is kept: nothing else may have its content. */
  async add(name: string, fill: (capture: Timeline) => void): Promise<CaptureInfo> {
    const path = join(this.#options.directory, captureFileName(new Date()));
    await writeCapture(path, fill);
    changeCapture(path, { name, kept: true });
    return this.#look(path).info;
  }

  /** Where a capture lies and what it is called; without an id the one that is recorded. Throws `CAPTURE_UNKNOWN`. */
  fileOf(id: string | undefined): { readonly path: string; readonly name: string } {
    const path = id === undefined ? this.#timeline.path : this.#pathOf(id);
    return { path, name: this.#look(path).info.name };
  }

  /** Rejects with `CAPTURE_UNKNOWN`, `CAPTURE_IN_USE`. */
  async delete(id: string): Promise<void> {
    const file = this.#look(this.#pathOf(id));
    if (file.isRecorded) {
      const message = file.info.current
        ? "This capture is being recorded. It can be deleted after the next start."
        : "Another workbench is recording this capture.";
      throw new CapturesError("CAPTURE_IN_USE", message);
    }
    await this.#reopened.close(file.path);
    deleteCapture(file.path);
  }

  /** A capture to look at; without an id the one that is recorded. Rejects with `CAPTURE_UNKNOWN`, `CAPTURE_TOO_NEW`. */
  async source(id: string | undefined): Promise<CaptureSource> {
    if (id === undefined || id === this.#timeline.captureId) return this.#timeline;
    return await this.#reopened.open(this.#pathOf(id));
  }

  /** To be told how the recorded capture grows: older ones make way. */
  noteStatus(status: CaptureStatus): void {
    if (status.bytesOnDisk >= this.#lookAgainAtBytes) this.#clearAway();
  }

  /** After the timeline was closed: a capture that holds nothing leaves nothing behind. */
  async close(): Promise<void> {
    await this.#reopened.closeAll();
    const { path, lastSeq } = this.#timeline;
    if (lastSeq === 0 && existsSync(path) && !readCapture(path).info.kept) deleteCapture(path);
  }

  #clearAway(): void {
    const files = this.#files();
    const { maxBytesOnDisk } = this.#options;
    let bytes = bytesOf(files);
    const oldestFirst = [...files].sort((a, b) => a.info.startedAt - b.info.startedAt);
    for (const { path, info, isRecorded } of oldestFirst) {
      if (bytes <= maxBytesOnDisk) break;
      if (isRecorded || info.kept) continue;
      void this.#reopened.close(path);
      deleteCapture(path);
      bytes -= info.bytesOnDisk;
    }
    // A hundredth of the limit at a time: looking at the folder opens every file in it.
    this.#lookAgainAtBytes = this.#timeline.status().bytesOnDisk + maxBytesOnDisk / 100;
  }

  #files(): readonly CaptureFile[] {
    const { directory } = this.#options;
    const names = readdirSync(directory).filter((name) => name.endsWith(".sqlite"));
    const files = names.map((name) => this.#look(join(directory, name)));
    this.#paths = new Map(files.map(({ path, info }) => [info.id, path]));
    return files;
  }

  #look(path: string): CaptureFile {
    const file = readCapture(path);
    if (path !== this.#timeline.path) return file;
    const { messages } = this.#timeline.status();
    return { ...file, info: { ...file.info, messages, current: true } };
  }

  #pathOf(id: string): string {
    if (id === this.#timeline.captureId) return this.#timeline.path;
    const known = this.#paths.get(id);
    if (known !== undefined && existsSync(known)) return known;
    this.#files();
    const path = this.#paths.get(id);
    if (path === undefined) throw new CapturesError("CAPTURE_UNKNOWN", `There is no capture ${id} any more.`);
    return path;
  }
}

function bytesOf(files: readonly CaptureFile[]): number {
  return files.reduce((sum, { info }) => sum + info.bytesOnDisk, 0);
}
