import { type Action, hasTab } from "../action.js";

export const previousTab = {
  id: "previousTab",
  label: "action.previousTab",
  group: "go",
  icon: "left",
  keys: "Alt+BracketLeft",
  isAvailable: hasTab,
  run: ({ workbench }) => workbench.tabs.step(-1),
} as const satisfies Action;
