import type { Backend } from "./backend.js";
import { nextFrame } from "./nextFrame.js";
import type { OpenTabs } from "./openTabs.js";
import type { Tab } from "./tabs.js";
import { TimelineView } from "./timelineView.js";

/** The timeline of each tab that has shown one. */
export class Timelines {
  readonly #backend: Backend;
  readonly #tabs: OpenTabs;
  readonly #views = new Map<string, TimelineView>();

  constructor(backend: Backend, tabs: OpenTabs) {
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
    const view = new TimelineView(this.#backend, connectionIdsOf(tab));
    this.#views.set(tab.id, view);
    return view;
  }

  active(): TimelineView | undefined {
    const tab = this.#tabs.active();
    return tab && this.of(tab);
  }

  /** The backend is back: it watches nothing for this page any more. */
  rewatch(): void {
    for (const [tabId, view] of this.#views) view.rewatch(connectionIdsOf(this.#tabs.find(tabId)));
  }

  /** A closed tab's view is let go of; a tab that got a connection shows that one's rows. */
  #follow(): void {
    for (const [tabId, view] of this.#views) {
      const tab = this.#tabs.find(tabId);
      if (tab === undefined) {
        view.hide();
        this.#views.delete(tabId);
      } else {
        view.setConnections(connectionIdsOf(tab));
      }
    }
  }
}

/** Undefined: every connection. Empty: none yet. */
function connectionIdsOf(tab: Tab | undefined): readonly string[] | undefined {
  if (tab?.kind === "capture") return undefined;
  return tab?.connectionId === undefined ? [] : [tab.connectionId];
}
