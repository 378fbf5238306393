import type { ConnectionRequest, ConnectionState, RequestFile, SavedRequest } from "signalbox/contract";
import { type ComposerDraft, emptyComposer } from "../composer/composer.js";
import { isSameSaved } from "../request/clean.js";
import { emptyRequest } from "../request/request.js";

/** A tab with a connection, a capture with everything in it, the list of captures, or the scenarios. */
export type Tab = RequestTab | CaptureTab | CapturesTab | ScenariosTab;

export interface RequestTab {
  readonly kind: "request";
  readonly id: string;
  /** The request as it stands in the form. Its name is empty until it is saved. */
  readonly draft: SavedRequest;
  /** The file it was read from, as it was then. */
  readonly file?: RequestFile;
  /** What has become of the file since, while the draft holds edits of its own. */
  readonly conflict?: "changed" | "deleted";
  readonly composer: ComposerDraft;
  /** The section of the request that is open: `message`, `headers` … */
  readonly section?: string;
  /** The backend's connection, once there is one. */
  readonly connectionId?: string;
}

export interface CaptureTab {
  readonly kind: "capture";
  readonly id: string;
  /** A capture that was opened again; absent: the one that is recorded. */
  readonly captureId?: string;
  readonly title?: string;
}

/** The captures folder; there is one such tab at most. */
export interface CapturesTab {
  readonly kind: "captures";
  readonly id: string;
}

/** The project's scenarios; there is one such tab at most. */
export interface ScenariosTab {
  readonly kind: "scenarios";
  readonly id: string;
}

export interface Tabs {
  readonly all: readonly Tab[];
  readonly activeId: string | undefined;
}

export const NO_TABS: Tabs = { all: [], activeId: undefined };

export function newTab(id: string, request: ConnectionRequest): RequestTab {
  return {
    kind: "request",
    id,
    draft: { name: "", request, messages: [] },
    composer: emptyComposer(request.protocol),
  };
}

export function tabOfFile(id: string, file: RequestFile): RequestTab {
  return { ...newTab(id, file.saved.request), draft: file.saved, file };
}

/** Whether something would be lost if the tab were closed: edits of a file, or a request that has none. */
export function isUnsaved(tab: RequestTab): boolean {
  if (tab.file !== undefined) return !isSameSaved(tab.draft, tab.file.saved);
  const { protocol, url } = tab.draft.request;
  return url !== "" || !isSameSaved(tab.draft, newTab("", emptyRequest(protocol)).draft);
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
    if (tab.kind !== "request" || tab.connectionId === undefined || known.has(tab.connectionId)) return tab;
    const { connectionId: _, ...rest } = tab;
    return rest;
  });
  const held = new Set(kept.flatMap((tab) => (tab.kind === "request" ? [tab.connectionId] : [])));
  const added = connections
    .filter((connection) => !held.has(connection.id))
    .map((connection) => ({ ...newTab(newId(), connection.request), connectionId: connection.id }));
  const all = [...kept, ...added];
  return { all, activeId: tabs.activeId ?? all[0]?.id };
}
