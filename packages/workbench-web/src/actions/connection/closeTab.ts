import { type Action, hasTab } from "../action.js";

export const closeTab = {
  id: "closeTab",
  label: "action.closeTab",
  group: "connection",
  icon: "close",
  keys: "Alt+KeyX",
  isAvailable: hasTab,
  run: ({ workbench }) => {
    const tab = workbench.tabs.active();
    if (tab !== undefined) workbench.closeTab(tab.id);
  },
} as const satisfies Action;
