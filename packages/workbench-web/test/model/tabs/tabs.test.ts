import type { ConnectionState } from "signalbox/contract";
import { describe, expect, it } from "vitest";
import { emptyRequest } from "../../../src/model/request/request.js";
import { loadTabs, saveTabs } from "../../../src/model/tabs/savedTabs.js";
import {
  changeTab,
  closeTab,
  isUnsaved,
  NO_TABS,
  newTab,
  openTab,
  reconcileTabs,
  stepTab,
  tabOfFile,
} from "../../../src/model/tabs/tabs.js";

const tab = (id: string, url = `ws://${id}`) => newTab(id, emptyRequest("websocket", url));
const three = ["a", "b", "c"].reduce((tabs, id) => openTab(tabs, tab(id)), NO_TABS);
const connection = (id: string): ConnectionState => ({
  id,
  title: id,
  request: { protocol: "websocket", url: `ws://${id}/` },
  phase: "connected",
  since: 0,
});

function memory(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
  } as unknown as Storage;
}

describe("tabs", () => {
  it("give their place to the neighbour when closed", () => {
    expect(closeTab({ ...three, activeId: "b" }, "b").activeId).toBe("c");
    expect(closeTab(three, "c").activeId).toBe("b");
    expect(closeTab(three, "a").activeId).toBe("c");
    expect(closeTab(openTab(NO_TABS, tab("x")), "x").activeId).toBeUndefined();
  });

  it("are stepped through in a circle", () => {
    expect(stepTab(three, 1).activeId).toBe("a");
    expect(stepTab(three, -1).activeId).toBe("b");
  });

  it("let go of connections that are gone, and make room for those without a tab", () => {
    const held = changeTab(three, "a", (one) => ({ ...one, connectionId: "gone" }));
    const tabs = reconcileTabs(held, [connection("new")], () => "d");
    expect(tabs.all.map((one) => one.kind === "request" && one.connectionId)).toEqual([
      undefined,
      undefined,
      undefined,
      "new",
    ]);
    expect(tabs.activeId).toBe("c");
  });

  it("come back after a reload", () => {
    const store = memory();
    saveTabs(store, three);
    expect(loadTabs(store)).toEqual(three);
  });

  it("come back empty from broken storage", () => {
    const store = memory();
    store.setItem("signalbox.tabs", "{");
    expect(loadTabs(store)).toEqual(NO_TABS);
    store.setItem("signalbox.tabs", '{"all":[null,{"kind":"request","id":"x"}]}');
    expect(loadTabs(store)).toEqual({ all: [], activeId: undefined });
  });

  it("are unsaved when they differ from their file in more than the form leaves behind", () => {
    const saved = { name: "a", request: emptyRequest("websocket", "ws://h"), messages: [] };
    const clean = tabOfFile("a", { path: "a", revision: "1", saved });
    expect(isUnsaved(clean)).toBe(false);
    const form = { ...saved.request, headers: [{ name: "", value: "" }], params: [] };
    expect(isUnsaved({ ...clean, draft: { ...saved, tags: [], request: form } })).toBe(false);
    expect(isUnsaved({ ...clean, draft: { ...saved, owner: "mei" } })).toBe(true);
  });
});
