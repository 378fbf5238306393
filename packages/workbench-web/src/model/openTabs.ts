import type { ConnectionState, Protocol } from "signalbox/contract";
import type { ComposerDraft } from "./composer.js";
import { newId } from "./newId.js";
import { Observable } from "./observable.js";
import type { RequestDraft } from "./request.js";
import { loadTabs, saveTabs } from "./savedTabs.js";
import type { KeyValueStore } from "./storage.js";
import {
  activeTab,
  changeTab,
  closeTab,
  newTab,
  openTab,
  type RequestTab,
  reconcileTabs,
  selectTab,
  stepTab,
  type Tab,
  type Tabs,
} from "./tabs.js";

/** The tabs a person has open, kept between visits. */
export class OpenTabs {
  readonly state: Observable<Tabs>;

  constructor(store: KeyValueStore) {
    this.state = new Observable(loadTabs(store));
    this.state.subscribe(() => saveTabs(store, this.state.get()));
  }

  /** Brings them together with the connections that the backend has. */
  reconcile(connections: readonly ConnectionState[]): void {
    this.state.update((tabs) => reconcileTabs(tabs, connections, newId));
  }

  all(): readonly Tab[] {
    return this.state.get().all;
  }

  active(): Tab | undefined {
    return activeTab(this.state.get());
  }

  find(id: string): Tab | undefined {
    return this.all().find((tab) => tab.id === id);
  }

  findRequest(id: string): RequestTab | undefined {
    const tab = this.find(id);
    return tab?.kind === "request" ? tab : undefined;
  }

  open(tab: Tab): void {
    this.state.update((tabs) => openTab(tabs, tab));
  }

  openRequest(protocol: Protocol, url = ""): RequestTab {
    const tab = newTab(newId(), protocol, url);
    this.open(tab);
    return tab;
  }

  /** The tab over the whole capture; there is one. */
  openCapture(): void {
    const open = this.all().find((tab) => tab.kind === "capture");
    if (open) this.select(open.id);
    else this.open({ kind: "capture", id: newId() });
  }

  select(id: string): void {
    this.state.update((tabs) => selectTab(tabs, id));
  }

  step(step: -1 | 1): void {
    this.state.update((tabs) => stepTab(tabs, step));
  }

  close(id: string): void {
    this.state.update((tabs) => closeTab(tabs, id));
  }

  change(id: string, change: (tab: RequestTab) => RequestTab): void {
    this.state.update((tabs) => changeTab(tabs, id, change));
  }

  changeRequest(id: string, change: Partial<RequestDraft>): void {
    this.change(id, (tab) => ({ ...tab, request: { ...tab.request, ...change } }));
  }

  changeComposer(id: string, change: (draft: ComposerDraft) => ComposerDraft): void {
    this.change(id, (tab) => ({ ...tab, composer: change(tab.composer) }));
  }
}
