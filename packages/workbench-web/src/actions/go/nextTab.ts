import { type Action, hasTab } from "../action.js";

export const nextTab = {
  id: "nextTab",
  label: "action.nextTab",
  group: "go",
  icon: "right",
  keys: "Alt+BracketRight",
  isAvailable: hasTab,
  run: ({ workbench }) => workbench.tabs.step(1),
} as const satisfies Action;
