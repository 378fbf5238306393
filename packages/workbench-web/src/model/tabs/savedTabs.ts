import { emptyComposer } from "../composer/composer.js";
import { emptyRequest } from "../request/request.js";
import { type KeyValueStore, readStored, writeStored } from "../storage.js";
import { NO_TABS, newTab, type RequestTab, type Tab, type Tabs } from "./tabs.js";

const KEY = "tabs";
/** Longer messages are not worth the storage of a browser, which ends at about 5 MB. */
const LONGEST_COMPOSER = 100_000;

interface StoredTabs {
  readonly all: readonly unknown[];
  readonly activeId?: unknown;
}

export function loadTabs(store: KeyValueStore): Tabs {
  const stored = readStored(store, KEY, isStored);
  if (stored === undefined) return NO_TABS;
  const all = stored.all.flatMap((tab) => revive(tab));
  const active = all.find((tab) => tab.id === stored.activeId) ?? all[0];
  return { all, activeId: active?.id };
}

export function saveTabs(store: KeyValueStore, tabs: Tabs): void {
  writeStored(store, KEY, { ...tabs, all: tabs.all.map(trim) });
}

function isStored(value: unknown): value is StoredTabs {
  return isRecord(value) && Array.isArray(value.all);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Whatever an older page has stored is laid over a fresh tab, so that a field it lacks has its default. */
function revive(stored: unknown): Tab[] {
  if (!isRecord(stored) || typeof stored.id !== "string") return [];
  if (stored.kind === "captures" || stored.kind === "scenarios")
    return [{ kind: stored.kind, id: stored.id }];
  if (stored.kind === "capture") return [reviveCapture(stored, stored.id)];
  const { draft, composer } = stored;
  if (!isRecord(draft) || !isRecord(draft.request) || !isRecord(composer)) return [];
  const protocol = draft.request.protocol === "websocket" ? "websocket" : "socket.io";
  const fresh = newTab(stored.id, emptyRequest(protocol));
  return [
    {
      ...fresh,
      ...stored,
      draft: { ...fresh.draft, ...draft, request: { ...fresh.draft.request, ...draft.request } },
      composer: { ...fresh.composer, ...composer },
    },
  ];
}

function reviveCapture({ captureId, title }: Record<string, unknown>, id: string): Tab {
  return {
    kind: "capture",
    id,
    ...(typeof captureId === "string" && { captureId }),
    ...(typeof title === "string" && { title }),
  };
}

function trim(tab: Tab): Tab {
  if (tab.kind !== "request" || JSON.stringify(tab.composer).length <= LONGEST_COMPOSER) return tab;
  return { ...tab, composer: emptyComposer(tab.draft.request.protocol) } satisfies RequestTab;
}
