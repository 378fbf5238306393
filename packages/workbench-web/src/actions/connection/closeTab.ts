import { isUnsaved } from "../../model/tabs/tabs.js";
import { type Action, hasTab } from "../action.js";

export const closeTab = {
  id: "closeTab",
  label: "action.closeTab",
  group: "connection",
  icon: "close",
  keys: "Alt+KeyX",
  isAvailable: hasTab,
  run: ({ workbench, overlay }) => {
    const tab = workbench.tabs.active();
    if (tab === undefined) return;
    // A request that was never saved is quickly typed anew; edits of a file are what a person would miss.
    const wouldLose = tab.kind === "request" && tab.file !== undefined && isUnsaved(tab);
    if (wouldLose) overlay.set({ kind: "closeUnsaved", tabId: tab.id });
    else workbench.closeTab(tab.id);
  },
} as const satisfies Action;
