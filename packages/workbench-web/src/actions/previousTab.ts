import { type Action, hasTab } from "./action.js";

export const previousTab = {
  id: "previousTab",
  label: "action.previousTab",
  group: "go",
  icon: "left",
  keys: "Alt+BracketLeft",
  isAvailable: hasTab,
  run: ({ workbench }) => workbench.stepTab(-1),
} as const satisfies Action;
