import type { ConnectionState, Problem } from "signalbox/contract";
import type { Backend } from "./backend.js";
import { toMessage } from "./composer.js";
import type { Faults } from "./faults.js";
import { Observable } from "./observable.js";
import type { OpenTabs } from "./openTabs.js";
import { differs, titleOf, toRequest } from "./request.js";
import type { RequestTab, Tab } from "./tabs.js";

export function isOpen(connection: ConnectionState): boolean {
  return (
    connection.phase === "connecting" || connection.phase === "connected" || connection.phase === "closing"
  );
}

const NOT_CONNECTED: Problem = {
  code: "NOT_CONNECTED",
  message: "There is no open connection to send this on.",
  advice: "Connect first.",
};

/** The connections of the tabs: how each stands, and what can be done with it. */
export class Connections {
  readonly states = new Observable<ReadonlyMap<string, ConnectionState>>(new Map());

  readonly #backend: Backend;
  readonly #tabs: OpenTabs;
  readonly #faults: Faults;

  constructor(backend: Backend, tabs: OpenTabs, faults: Faults) {
    this.#backend = backend;
    this.#tabs = tabs;
    this.#faults = faults;
    backend.on("connection", (state) => this.states.update((all) => new Map(all).set(state.id, state)));
    backend.on("connection:removed", (id) =>
      this.states.update((all) => {
        const left = new Map(all);
        left.delete(id);
        return left;
      }),
    );
  }

  welcome(connections: readonly ConnectionState[]): void {
    this.states.set(new Map(connections.map((state) => [state.id, state])));
  }

  of(tab: Tab | undefined): ConnectionState | undefined {
    if (tab?.kind !== "request" || tab.connectionId === undefined) return undefined;
    return this.states.get().get(tab.connectionId);
  }

  /** Whether the form was changed since the open connection was made. */
  needsReconnect(tab: RequestTab): boolean {
    const connection = this.of(tab);
    return connection !== undefined && isOpen(connection) && differs(tab.request, connection.request);
  }

  async connect(tabId: string): Promise<boolean> {
    const tab = this.#tabs.findRequest(tabId);
    if (tab === undefined) return false;
    const wanted = toRequest(tab.request);
    if (!wanted.ok) {
      this.#faults.set(tabId, { at: "connect", fault: wanted.fault });
      return false;
    }
    this.#faults.clear(tabId);
    const result = await this.#backend.call("connection:open", {
      ...(tab.connectionId === undefined ? {} : { id: tab.connectionId }),
      title: titleOf(tab.request),
      request: wanted.request,
    });
    if (!result.ok) {
      this.#faults.set(tabId, { at: "connect", problem: result.problem });
      return false;
    }
    this.#adopt(tabId, result.value);
    return true;
  }

  async disconnect(tabId: string): Promise<void> {
    const connection = this.of(this.#tabs.findRequest(tabId));
    if (connection === undefined) return;
    const result = await this.#backend.call("connection:close", { id: connection.id });
    if (!result.ok) this.#faults.set(tabId, { at: "connect", problem: result.problem });
  }

  /** Ends a tab's connection and forgets it; its rows stay in the capture. */
  async remove(tab: RequestTab): Promise<void> {
    if (tab.connectionId !== undefined)
      await this.#backend.call("connection:remove", { id: tab.connectionId });
  }

  /** Sends what the composer holds. `anyway`: a text that was meant to be JSON goes out as it stands. */
  async send(tabId: string, anyway = false): Promise<void> {
    const tab = this.#tabs.findRequest(tabId);
    const connection = this.of(tab);
    if (tab === undefined) return;
    if (connection?.phase !== "connected") {
      this.#faults.set(tabId, { at: "send", problem: NOT_CONNECTED });
      return;
    }
    const wanted = toMessage(tab.composer, tab.request.protocol, anyway);
    if (!wanted.ok) {
      this.#faults.set(tabId, { at: "send", fault: wanted.fault });
      return;
    }
    this.#faults.clear(tabId);
    const result = await this.#backend.call("connection:send", {
      id: connection.id,
      message: wanted.message,
    });
    if (!result.ok) this.#faults.set(tabId, { at: "send", problem: result.problem });
  }

  /** Resolves when a tab's connection is no longer on its way. */
  whenSettled(tabId: string): Promise<void> {
    return new Promise((resolve) => {
      const isSettled = () => {
        const phase = this.of(this.#tabs.findRequest(tabId))?.phase;
        return phase !== undefined && phase !== "connecting";
      };
      if (isSettled()) {
        resolve();
        return;
      }
      const stop = this.states.subscribe(() => {
        if (!isSettled()) return;
        stop();
        resolve();
      });
    });
  }

  #adopt(tabId: string, state: ConnectionState): void {
    this.states.update((all) => {
      // News of this connection may have come before the answer to the call; the newest stays.
      const known = all.get(state.id);
      return known !== undefined && known.since >= state.since ? all : new Map(all).set(state.id, state);
    });
    if (this.#tabs.findRequest(tabId)?.connectionId === state.id) return;
    this.#tabs.change(tabId, (tab) => ({ ...tab, connectionId: state.id }));
  }
}
