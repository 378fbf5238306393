import type { ConnectionState, Protocol } from "signalbox/contract";
import { type ComposerDraft, emptyComposer } from "./composer.js";
import { emptyRequest, fromRequest, type RequestDraft } from "./request.js";

/** A tab with a connection, or the capture with everything in it. */
export type Tab = RequestTab | CaptureTab;

export interface RequestTab {
  readonly kind: "request";
  readonly id: string;
  readonly request: RequestDraft;
  readonly composer: ComposerDraft;
  /** The backend's connection, once there is one. */
  readonly connectionId?: string;
}

export interface CaptureTab {
  readonly kind: "capture";
  readonly id: string;
}

export interface Tabs {
  readonly all: readonly Tab[];
  readonly activeId: string | undefined;
}

export const NO_TABS: Tabs = { all: [], activeId: undefined };

export function newTab(id: string, protocol: Protocol, url = ""): RequestTab {
  return {
    kind: "request",
    id,
    request: emptyRequest(protocol, url),
    composer: emptyComposer(protocol),
  };
}

export function openTab(tabs: Tabs, tab: Tab): Tabs {
  return { all: [...tabs.all, tab], activeId: tab.id };
}

export function activeTab(tabs: Tabs): Tab | undefined {
  return tabs.all.find((tab) => tab.id === tabs.activeId);
}

export function selectTab(tabs: Tabs, id: string): Tabs {
  return tabs.all.some((tab) => tab.id === id) ? { ...tabs, activeId: id } : tabs;
}

/** The neighbour on the right takes the place of a closed tab, the left one at the end. */
export function closeTab(tabs: Tabs, id: string): Tabs {
  const index = tabs.all.findIndex((tab) => tab.id === id);
  const all = tabs.all.filter((tab) => tab.id !== id);
  if (tabs.activeId !== id) return { ...tabs, all };
  return { all, activeId: all[Math.min(index, all.length - 1)]?.id };
}

export function stepTab(tabs: Tabs, step: -1 | 1): Tabs {
  const index = tabs.all.findIndex((tab) => tab.id === tabs.activeId);
  const next = tabs.all[(index + step + tabs.all.length) % tabs.all.length];
  return next === undefined ? tabs : { ...tabs, activeId: next.id };
}

export function changeTab(tabs: Tabs, id: string, change: (tab: RequestTab) => RequestTab): Tabs {
  return {
    ...tabs,
    all: tabs.all.map((tab) => (tab.id === id && tab.kind === "request" ? change(tab) : tab)),
  };
}

/**
 * Brings the tabs of an earlier visit together with what the backend has: a connection that it no
 * longer knows is let go of, one without a tab gets one.
 */
export function reconcileTabs(
  tabs: Tabs,
  connections: readonly ConnectionState[],
  newId: () => string,
): Tabs {
  const known = new Set(connections.map((connection) => connection.id));
  const kept = tabs.all.map((tab): Tab => {
    if (tab.kind === "capture" || tab.connectionId === undefined || known.has(tab.connectionId)) return tab;
    const { connectionId: _, ...rest } = tab;
    return rest;
  });
  const held = new Set(kept.flatMap((tab) => (tab.kind === "request" ? [tab.connectionId] : [])));
  const added = connections
    .filter((connection) => !held.has(connection.id))
    .map((connection) => tabOf(connection, newId()));
  const all = [...kept, ...added];
  return { all, activeId: tabs.activeId ?? all[0]?.id };
}

function tabOf(connection: ConnectionState, id: string): RequestTab {
  const tab = newTab(id, connection.request.protocol, connection.request.url);
  return { ...tab, request: fromRequest(connection.request), connectionId: connection.id };
}
