import type { CaptureStatus, ConnectionState, Playground, Problem, Protocol } from "signalbox/contract";
import type { Backend, BackendPhase } from "./backend.js";
import { type ComposerDraft, type MessageFault, toMessage, withBodyText } from "./composer.js";
import { Observable } from "./observable.js";
import { differs, type RequestDraft, type RequestFault, titleOf, toRequest } from "./request.js";
import { loadTabs, saveTabs } from "./savedTabs.js";
import { addSample } from "./sparkline.js";
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
import { TimelineView } from "./timelineView.js";

/** Why the last Connect or Send of a tab did not happen. */
export type TabFault =
  | { readonly at: "connect"; readonly fault: RequestFault }
  | { readonly at: "send"; readonly fault: MessageFault }
  | { readonly at: "connect" | "send"; readonly problem: Problem };

export interface Session {
  readonly version: string;
  readonly project: string;
  readonly playground: Playground | undefined;
}

export type PlaygroundKind = "echo" | "chat";

/** Everything the page knows, and everything a person can make it do. No React here. */
export class Workbench {
  readonly phase = new Observable<BackendPhase>("connecting");
  readonly session = new Observable<Session | undefined>(undefined);
  readonly tabs: Observable<Tabs>;
  readonly connections = new Observable<ReadonlyMap<string, ConnectionState>>(new Map());
  readonly capture = new Observable<CaptureStatus | undefined>(undefined);
  readonly rates = new Observable<readonly number[]>([]);
  readonly faults = new Observable<ReadonlyMap<string, TabFault>>(new Map());

  readonly #backend: Backend;
  readonly #views = new Map<string, TimelineView>();

  constructor(backend: Backend, store: KeyValueStore) {
    this.#backend = backend;
    this.tabs = new Observable(loadTabs(store));
    this.tabs.subscribe(() => saveTabs(store, this.tabs.get()));
    backend.onWelcome((welcome) => {
      this.session.set(welcome);
      this.connections.set(new Map(welcome.connections.map((state) => [state.id, state])));
      this.capture.set(welcome.capture);
      this.tabs.update((tabs) => reconcileTabs(tabs, welcome.connections, newId));
      this.phase.set("online");
      for (const [tabId, view] of this.#views) view.rewatch(this.#connectionIdsOf(tabId));
    });
    backend.onLost((phase) => this.phase.set(phase));
    backend.on("connection", (state) => this.#connectionChanged(state));
    backend.on("connection:removed", (id) => this.#connectionRemoved(id));
    backend.on("timeline:change", (change, taken) => {
      for (const view of this.#views.values()) view.change(change);
      // Answered with the next frame, so that the backend never sends more than the screen can show.
      nextFrame(taken);
    });
    backend.on("capture", (status) => this.capture.set(status));
  }

  // --- tabs ---

  openRequest(protocol: Protocol, url = ""): RequestTab {
    const tab = newTab(newId(), protocol, url);
    this.tabs.update((tabs) => openTab(tabs, tab));
    return tab;
  }

  /** The tab over the whole capture; there is one. */
  openCapture(): void {
    const open = this.tabs.get().all.find((tab) => tab.kind === "capture");
    if (open) this.selectTab(open.id);
    else this.tabs.update((tabs) => openTab(tabs, { kind: "capture", id: newId() }));
  }

  selectTab(id: string): void {
    this.tabs.update((tabs) => selectTab(tabs, id));
  }

  stepTab(step: -1 | 1): void {
    this.tabs.update((tabs) => stepTab(tabs, step));
  }

  closeTab(id: string): void {
    const tab = this.tabs.get().all.find((one) => one.id === id);
    this.tabs.update((tabs) => closeTab(tabs, id));
    this.#views.get(id)?.hide();
    this.#views.delete(id);
    if (tab?.kind === "request" && tab.connectionId !== undefined) {
      void this.#backend.call("connection:remove", { id: tab.connectionId });
    }
  }

  activeTab(): Tab | undefined {
    return activeTab(this.tabs.get());
  }

  editRequest(id: string, change: Partial<RequestDraft>): void {
    this.#setFault(id, undefined);
    this.tabs.update((tabs) =>
      changeTab(tabs, id, (tab) => ({ ...tab, request: { ...tab.request, ...change } })),
    );
  }

  editComposer(id: string, change: (draft: ComposerDraft) => ComposerDraft): void {
    if (this.faults.get().get(id)?.at === "send") this.#setFault(id, undefined);
    this.tabs.update((tabs) => changeTab(tabs, id, (tab) => ({ ...tab, composer: change(tab.composer) })));
  }

  // --- connections ---

  connectionOf(tab: Tab | undefined): ConnectionState | undefined {
    if (tab?.kind !== "request" || tab.connectionId === undefined) return undefined;
    return this.connections.get().get(tab.connectionId);
  }

  /** Whether the form was changed since the open connection was made. */
  needsReconnect(tab: RequestTab): boolean {
    const connection = this.connectionOf(tab);
    return connection !== undefined && isOpen(connection) && differs(tab.request, connection.request);
  }

  async connect(id: string): Promise<boolean> {
    const tab = this.#requestTab(id);
    if (tab === undefined) return false;
    const wanted = toRequest(tab.request);
    if (!wanted.ok) {
      this.#setFault(id, { at: "connect", fault: wanted.fault });
      return false;
    }
    this.#setFault(id, undefined);
    const result = await this.#backend.call("connection:open", {
      ...(tab.connectionId === undefined ? {} : { id: tab.connectionId }),
      title: titleOf(tab.request),
      request: wanted.request,
    });
    if (!result.ok) {
      this.#setFault(id, { at: "connect", problem: result.problem });
      return false;
    }
    this.#adopt(id, result.value);
    return true;
  }

  async disconnect(id: string): Promise<void> {
    const connection = this.connectionOf(this.#requestTab(id));
    if (connection === undefined) return;
    const result = await this.#backend.call("connection:close", { id: connection.id });
    if (!result.ok) this.#setFault(id, { at: "connect", problem: result.problem });
  }

  /** Sends what the composer holds. `anyway`: a text that was meant to be JSON goes out as it stands. */
  async send(id: string, anyway = false): Promise<void> {
    const tab = this.#requestTab(id);
    const connection = this.connectionOf(tab);
    if (tab === undefined) return;
    if (connection?.phase !== "connected") {
      this.#setFault(id, { at: "send", problem: NOT_CONNECTED });
      return;
    }
    const wanted = toMessage(tab.composer, tab.request.protocol, anyway);
    if (!wanted.ok) {
      this.#setFault(id, { at: "send", fault: wanted.fault });
      return;
    }
    this.#setFault(id, undefined);
    const result = await this.#backend.call("connection:send", {
      id: connection.id,
      message: wanted.message,
    });
    if (!result.ok) this.#setFault(id, { at: "send", problem: result.problem });
  }

  /** One click to something that moves: opens the playground, connects, and sends a first message. */
  async openPlayground(kind: PlaygroundKind): Promise<void> {
    const url = this.playgroundUrl(kind);
    if (url === undefined) return;
    const open = this.tabs.get().all.find((tab) => tab.kind === "request" && tab.request.url === url);
    if (open) {
      this.selectTab(open.id);
      return;
    }
    const tab = this.openRequest(kind === "echo" ? "websocket" : "socket.io", url);
    this.editComposer(tab.id, (draft) => firstMessage(draft, kind));
    if (!(await this.connect(tab.id))) return;
    await this.#whenConnected(tab.id);
    await this.send(tab.id);
  }

  playgroundUrl(kind: PlaygroundKind): string | undefined {
    const playground = this.session.get()?.playground;
    return kind === "echo" ? playground?.websocketUrl : playground?.socketIoUrl;
  }

  /** Which part of the playground a tab is connected with; it is named by that. */
  playgroundOf(tab: RequestTab): PlaygroundKind | undefined {
    const { url } = tab.request;
    if (url === "") return undefined;
    return url === this.playgroundUrl("echo")
      ? "echo"
      : url === this.playgroundUrl("chat")
        ? "chat"
        : undefined;
  }

  // --- timelines ---

  timelineOf(tab: Tab): TimelineView {
    const known = this.#views.get(tab.id);
    if (known !== undefined) return known;
    const view = new TimelineView(this.#backend, this.#connectionIdsOf(tab.id));
    this.#views.set(tab.id, view);
    return view;
  }

  activeTimeline(): TimelineView | undefined {
    const tab = this.activeTab();
    return tab && this.timelineOf(tab);
  }

  /** Called once a second: the rate as it is now, for the sparkline. */
  sampleRate(): void {
    const capture = this.capture.get();
    if (capture !== undefined) this.rates.update((rates) => addSample(rates, capture.perSecond));
  }

  // --- private ---

  #requestTab(id: string): RequestTab | undefined {
    const tab = this.tabs.get().all.find((one) => one.id === id);
    return tab?.kind === "request" ? tab : undefined;
  }

  /** Undefined: every connection. Empty: none yet. */
  #connectionIdsOf(tabId: string): readonly string[] | undefined {
    const tab = this.tabs.get().all.find((one) => one.id === tabId);
    if (tab?.kind === "capture") return undefined;
    return tab?.connectionId === undefined ? [] : [tab.connectionId];
  }

  #adopt(tabId: string, state: ConnectionState): void {
    this.connections.update((all) => {
      // News of this connection may have come before the answer to the call; the newest stays.
      const known = all.get(state.id);
      return known !== undefined && known.since >= state.since ? all : new Map(all).set(state.id, state);
    });
    if (this.#requestTab(tabId)?.connectionId === state.id) return;
    this.tabs.update((tabs) => changeTab(tabs, tabId, (tab) => ({ ...tab, connectionId: state.id })));
    this.#views.get(tabId)?.setConnections([state.id]);
  }

  #connectionChanged(state: ConnectionState): void {
    this.connections.update((all) => new Map(all).set(state.id, state));
  }

  #connectionRemoved(id: string): void {
    this.connections.update((all) => {
      const left = new Map(all);
      left.delete(id);
      return left;
    });
  }

  #whenConnected(tabId: string): Promise<void> {
    return new Promise((resolve) => {
      const settled = () => {
        const phase = this.connectionOf(this.#requestTab(tabId))?.phase;
        return phase !== undefined && phase !== "connecting";
      };
      if (settled()) {
        resolve();
        return;
      }
      const stop = this.connections.subscribe(() => {
        if (!settled()) return;
        stop();
        resolve();
      });
    });
  }

  #setFault(id: string, fault: TabFault | undefined): void {
    this.faults.update((all) => {
      if (fault === undefined && !all.has(id)) return all;
      const next = new Map(all);
      if (fault === undefined) next.delete(id);
      else next.set(id, fault);
      return next;
    });
  }
}

const NOT_CONNECTED: Problem = {
  code: "NOT_CONNECTED",
  message: "There is no open connection to send this on.",
  advice: "Connect first.",
};

export function isOpen(connection: ConnectionState): boolean {
  return (
    connection.phase === "connecting" || connection.phase === "connected" || connection.phase === "closing"
  );
}

function firstMessage(draft: ComposerDraft, kind: PlaygroundKind): ComposerDraft {
  if (kind === "echo") return { ...draft, body: withBodyText(draft.body, "Hello, Signalbox! 號誌正常") };
  const body = JSON.stringify({ room: "lobby", text: "Hello from Signalbox" }, null, 2);
  return {
    ...draft,
    event: "chat_message",
    args: draft.args.map((argument) => withBodyText(argument, body)),
    wantsAck: true,
  };
}

/** A page that is not on the screen gets no frames; there a timer does. */
function nextFrame(then: () => void): void {
  if (document.visibilityState === "visible") requestAnimationFrame(then);
  else setTimeout(then, 250);
}

function newId(): string {
  return crypto.randomUUID();
}
