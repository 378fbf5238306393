import { type Action, hasTab } from "../action.js";

export const nextMatch = {
  id: "nextMatch",
  label: "action.nextMatch",
  group: "timeline",
  icon: "down",
  keys: "F3",
  isAvailable: hasTab,
  run: (app) => void app.workbench.timelines.active()?.step(1),
} as const satisfies Action;
