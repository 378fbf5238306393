import type { Action } from "../action.js";

export const openScenarios = {
  id: "openScenarios",
  label: "action.openScenarios",
  group: "go",
  icon: "play",
  run: ({ workbench }) => workbench.tabs.openScenarios(),
} as const satisfies Action;
