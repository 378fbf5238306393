import type {
  Behaviour,
  ConnectionState,
  OutgoingMessage,
  Problem,
  Reaction,
  Repeat,
} from "signalbox/contract";
import type { Backend } from "../backend.js";
import { toMessage } from "../composer/message.js";
import type { Faults } from "../faults.js";
import { Observable } from "../observable.js";
import { cleanRequest, isSameRequest } from "../request/clean.js";
import { requestFault, titleOf } from "../request/request.js";
import type { OpenTabs } from "../tabs/openTabs.js";
import type { RequestTab, Tab } from "../tabs/tabs.js";

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

  // --- open and close ---

  /** Whether the form was changed since the open connection was made. */
  needsReconnect(tab: RequestTab): boolean {
    const connection = this.of(tab);
    return (
      connection !== undefined && isOpen(connection) && !isSameRequest(tab.draft.request, connection.request)
    );
  }

  async connect(tabId: string): Promise<boolean> {
    const tab = this.#tabs.findRequest(tabId);
    if (tab === undefined) return false;
    const fault = requestFault(tab.draft.request);
    if (fault !== undefined) {
      this.#faults.set(tabId, { at: "connect", fault });
      return false;
    }
    this.#faults.clear(tabId);
    const { name, request, reactions = [] } = tab.draft;
    const result = await this.#backend.call("connection:open", {
      ...(tab.connectionId === undefined ? {} : { id: tab.connectionId }),
      title: name === "" ? titleOf(request) : name,
      ...(tab.file === undefined ? {} : { path: tab.file.path }),
      request: cleanRequest(request),
      reactions,
    });
    if (!result.ok) {
      this.#faults.set(tabId, { at: "connect", problem: result.problem });
      return false;
    }
    this.#adopt(tabId, result.value);
    return true;
  }

  /** Ends it with a close frame's code and reason, where they are given. */
  async disconnect(
    tabId: string,
    close: { readonly code?: number; readonly reason?: string } = {},
  ): Promise<void> {
    const connection = this.of(this.#tabs.findRequest(tabId));
    if (connection === undefined) return;
    const result = await this.#backend.call("connection:close", { id: connection.id, ...close });
    if (!result.ok) this.#faults.set(tabId, { at: "send", problem: result.problem });
  }

  /** Ends a tab's connection and forgets it; its rows stay in the capture. */
  async remove(tab: RequestTab): Promise<void> {
    if (tab.connectionId !== undefined)
      await this.#backend.call("connection:remove", { id: tab.connectionId });
  }

  // --- send ---

  /** Sends what the composer holds. `anyway`: a text that was meant to be JSON goes out as it stands. */
  async sendComposed(tabId: string, anyway = false): Promise<void> {
    const message = this.composed(tabId, anyway);
    if (message !== undefined) await this.send(tabId, message);
  }

  /** What the composer holds, as a message; undefined, and the fault shown, when it cannot be one. */
  composed(tabId: string, anyway = false): OutgoingMessage | undefined {
    const tab = this.#tabs.findRequest(tabId);
    if (tab === undefined || this.#connected(tabId) === undefined) return undefined;
    const wanted = toMessage(tab.composer, tab.draft.request.protocol, anyway);
    if (!wanted.ok) {
      this.#faults.set(tabId, { at: "send", fault: wanted.fault });
      return undefined;
    }
    return wanted.message;
  }

  async send(tabId: string, message: OutgoingMessage): Promise<boolean> {
    return this.#ask(tabId, (id) => this.#backend.call("connection:send", { id, message }));
  }

  async repeat(tabId: string, repeat: Repeat): Promise<boolean> {
    return this.#ask(tabId, (id) => this.#backend.call("connection:repeat", { id, repeat }));
  }

  async stopRepeat(tabId: string): Promise<boolean> {
    return this.#ask(tabId, (id) => this.#backend.call("connection:stop-repeat", { id }));
  }

  async behave(tabId: string, behaviour: Behaviour): Promise<boolean> {
    return this.#ask(tabId, (id) => this.#backend.call("connection:behave", { id, behaviour }));
  }

  /**
   * Puts reactions in force at once, where the tab is connected; otherwise they are with the next connect.
   * Gives what is wrong with them, if something is: half-written ones are no fault of the message.
   */
  async react(tabId: string, reactions: readonly Reaction[]): Promise<Problem | undefined> {
    const connection = this.of(this.#tabs.findRequest(tabId));
    if (connection === undefined || !isOpen(connection)) return undefined;
    const result = await this.#backend.call("connection:react", { id: connection.id, reactions });
    return result.ok ? undefined : result.problem;
  }

  // --- private ---

  /** The id of the tab's open connection; without one, the fault is shown. */
  #connected(tabId: string): string | undefined {
    const connection = this.of(this.#tabs.findRequest(tabId));
    if (connection?.phase === "connected") return connection.id;
    this.#faults.set(tabId, { at: "send", problem: NOT_CONNECTED });
    return undefined;
  }

  async #ask(tabId: string, call: (id: string) => ReturnType<Backend["call"]>): Promise<boolean> {
    const id = this.#connected(tabId);
    if (id === undefined) return false;
    this.#faults.clear(tabId);
    const result = await call(id);
    if (!result.ok) this.#faults.set(tabId, { at: "send", problem: result.problem });
    return result.ok;
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
