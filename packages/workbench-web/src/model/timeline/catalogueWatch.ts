import type { Catalogue } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { Observable } from "../observable.js";
import type { TimelineView } from "./timelineView.js";

const EVERY_MS = 1000;

export type CatalogueEntry = Catalogue["entries"][number];

/** What was seen on a timeline's connections, asked for once a second while somebody looks. */
export class CatalogueWatch {
  readonly entries = new Observable<readonly CatalogueEntry[]>([]);
  readonly #backend: Backend;
  readonly #view: TimelineView;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;

  constructor(backend: Backend, view: TimelineView) {
    this.#backend = backend;
    this.#view = view;
  }

  start(): void {
    this.#isRunning = true;
    void this.#ask();
  }

  stop(): void {
    this.#isRunning = false;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const { captureId, connectionIds } = this.#view;
    const result = await this.#backend.call("timeline:catalogue", {
      ...(connectionIds && { connectionIds }),
      ...(captureId !== undefined && { captureId }),
    });
    if (!this.#isRunning) return;
    if (result.ok) this.entries.set(inOrder(result.value.entries));
    this.#timer = setTimeout(() => void this.#ask(), EVERY_MS);
  }
}

/** Received before sent, by name: a list that does not jump about while one looks at it. */
function inOrder(entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  const key = ({ event = "", namespace = "" }: CatalogueEntry) => `${event} ${namespace}`;
  return [...entries].sort((a, b) => a.direction.localeCompare(b.direction) || key(a).localeCompare(key(b)));
}
