import type { Row } from "signalbox/contract";
import type { Backend } from "../backend.js";
import { nextFrame } from "../nextFrame.js";
import type { Observable } from "../observable.js";
import type { KeyValueStore } from "../storage.js";
import type { OpenTabs } from "../tabs/openTabs.js";
import type { Tab } from "../tabs/tabs.js";
import { CatalogueWatch } from "./catalogueWatch.js";
import { rememberedLook, type TimelineLook } from "./look.js";
import { type TimelineSource, TimelineView } from "./timelineView.js";

/** The timeline of each tab that has shown one. */
export class Timelines {
  readonly look: Observable<TimelineLook>;
  readonly #backend: Backend;
  readonly #tabs: OpenTabs;
  readonly #views = new Map<string, TimelineView>();

  constructor(backend: Backend, tabs: OpenTabs, store: KeyValueStore) {
    this.look = rememberedLook(store);
    this.#backend = backend;
    this.#tabs = tabs;
    backend.on("timeline:change", (change, taken) => {
      for (const view of this.#views.values()) view.change(change);
      // Answered with the next frame, so that the backend never sends more than the screen can show.
      nextFrame(taken);
    });
    tabs.state.subscribe(() => this.#follow());
  }

  of(tab: Tab): TimelineView {
    const known = this.#views.get(tab.id);
    if (known !== undefined) return known;
    const view = new TimelineView(this.#backend, sourceOf(tab));
    this.#views.set(tab.id, view);
    return view;
  }

  active(): TimelineView | undefined {
    const tab = this.#tabs.active();
    return tab && this.of(tab);
  }

  /** From now on times are told from this row; a second time takes that back. */
  measureFrom(view: TimelineView, row: Row): void {
    const isChosen = view.reference.get()?.seq === row.seq;
    view.reference.set(isChosen ? undefined : { seq: row.seq, timeUs: row.timeUs });
    this.look.update((look) => ({ ...look, delta: isChosen ? "none" : "reference" }));
  }

  /** Counts what was seen on a view's connections, until the answer's `stop` is called. */
  catalogueOf(view: TimelineView): CatalogueWatch {
    return new CatalogueWatch(this.#backend, view);
  }

  /** The backend is back: it watches nothing for this page any more. */
  rewatch(): void {
    for (const [tabId, view] of this.#views) view.rewatch(sourceOf(this.#tabs.find(tabId)).connectionIds);
  }

  /** A closed tab's view is let go of; a tab that got a connection shows that one's rows. */
  #follow(): void {
    for (const [tabId, view] of this.#views) {
      const tab = this.#tabs.find(tabId);
      if (tab === undefined) {
        view.hide();
        this.#views.delete(tabId);
      } else {
        view.setConnections(sourceOf(tab).connectionIds);
      }
    }
  }
}

function sourceOf(tab: Tab | undefined): TimelineSource {
  if (tab?.kind === "request") {
    return { captureId: undefined, connectionIds: tab.connectionId === undefined ? [] : [tab.connectionId] };
  }
  return { captureId: tab?.kind === "capture" ? tab.captureId : undefined, connectionIds: undefined };
}
