import type { ConnectionState, Protocol } from "signalbox/contract";
import { newId } from "../newId.js";
import { Observable } from "../observable.js";
import { emptyRequest } from "../request/request.js";
import type { KeyValueStore } from "../storage.js";
import { loadTabs, saveTabs } from "./savedTabs.js";
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

  requests(): readonly RequestTab[] {
    return this.all().filter((tab) => tab.kind === "request");
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
    const tab = newTab(newId(), emptyRequest(protocol, url));
    this.open(tab);
    return tab;
  }

  /** The tab over a whole capture, by default the one that is recorded; there is one for each. */
  openCapture(captureId?: string, title?: string): void {
    const open = this.all().find((tab) => tab.kind === "capture" && tab.captureId === captureId);
    if (open) this.select(open.id);
    else
      this.open({ kind: "capture", id: newId(), ...(captureId && { captureId }), ...(title && { title }) });
  }

  openCaptures(): void {
    this.#openOnly("captures");
  }

  openScenarios(): void {
    this.#openOnly("scenarios");
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

  #openOnly(kind: "captures" | "scenarios"): void {
    const open = this.all().find((tab) => tab.kind === kind);
    if (open) this.select(open.id);
    else this.open({ kind, id: newId() });
  }
}
