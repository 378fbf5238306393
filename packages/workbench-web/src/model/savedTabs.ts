import { emptyComposer } from "./composer.js";
import { type KeyValueStore, readStored, writeStored } from "./storage.js";
import { NO_TABS, newTab, type RequestTab, type Tab, type Tabs } from "./tabs.js";

const KEY = "tabs";
/** Longer messages are not worth the storage of a browser, which ends at about 5 MB. */
const LONGEST_BODY = 100_000;

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
  if (stored.kind === "capture") return [{ kind: "capture", id: stored.id }];
  const { request, composer } = stored;
  if (!isRecord(request) || !isRecord(composer)) return [];
  const protocol = request.protocol === "websocket" ? "websocket" : "socket.io";
  const fresh = newTab(stored.id, protocol);
  return [
    {
      ...fresh,
      ...stored,
      request: { ...fresh.request, ...request },
      composer: { ...fresh.composer, ...composer },
    },
  ];
}

function trim(tab: Tab): Tab {
  if (tab.kind === "capture") return tab;
  const { body, args } = tab.composer;
  const isLong = [body, ...args].some(
    (one) => one.text.length + one.json.length + one.binary.length > LONGEST_BODY,
  );
  return isLong ? ({ ...tab, composer: emptyComposer(tab.request.protocol) } satisfies RequestTab) : tab;
}
