import type { CaptureInfo, CaptureList, Problem } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";
import type { OpenTabs } from "../tabs/openTabs.js";

/** The captures folder: what is in it, and what can be done with it. */
export class CaptureFiles {
  readonly list = new Observable<CaptureList | undefined>(undefined);
  /** What kept the last wish from coming true. */
  readonly problem = new Observable<Problem | undefined>(undefined);
  readonly #backend: Backend;
  readonly #tabs: OpenTabs;

  constructor(backend: Backend, tabs: OpenTabs) {
    this.#backend = backend;
    this.#tabs = tabs;
  }

  async refresh(): Promise<void> {
    const result = await this.#backend.call("captures:list");
    if (result.ok) this.list.set(result.value);
    else this.problem.set(result.problem);
  }

  /** A capture that is worth a name is worth keeping. */
  rename(id: string, name: string): Promise<void> {
    return this.#change({ id, name, ...(name !== "" && { kept: true }) });
  }

  keep(id: string, kept: boolean): Promise<void> {
    return this.#change({ id, kept });
  }

  async delete(id: string): Promise<void> {
    for (const tab of this.#tabs.all()) {
      if (tab.kind === "capture" && tab.captureId === id) this.#tabs.close(tab.id);
    }
    const result = await this.#backend.call("capture:delete", { id });
    this.problem.set(result.ok ? undefined : result.problem);
    await this.refresh();
  }

  /** In a tab of its own; the one that is recorded has its tab already. */
  open(info: CaptureInfo, title: string): void {
    if (info.current) this.#tabs.openCapture();
    else this.#tabs.openCapture(info.id, title);
  }

  async #change(change: {
    readonly id: string;
    readonly name?: string;
    readonly kept?: boolean;
  }): Promise<void> {
    const result = await this.#backend.call("capture:change", change);
    this.problem.set(result.ok ? undefined : result.problem);
    await this.refresh();
  }
}
