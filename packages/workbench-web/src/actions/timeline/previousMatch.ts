import { type Action, hasTab } from "../action.js";

export const previousMatch = {
  id: "previousMatch",
  label: "action.previousMatch",
  group: "timeline",
  icon: "up",
  keys: "Shift+F3",
  isAvailable: hasTab,
  run: (app) => void app.workbench.timelines.active()?.step(-1),
} as const satisfies Action;
