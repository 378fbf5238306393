import type { Action } from "../action.js";

export const openCaptures = {
  id: "openCaptures",
  label: "action.openCaptures",
  group: "timeline",
  icon: "folder",
  run: (app) => app.workbench.tabs.openCaptures(),
} as const satisfies Action;
