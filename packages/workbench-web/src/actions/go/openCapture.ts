import type { Action } from "../action.js";

export const openCapture = {
  id: "openCapture",
  label: "action.openCapture",
  group: "go",
  icon: "record",
  keys: "Alt+KeyC",
  run: ({ workbench }) => workbench.tabs.openCapture(),
} as const satisfies Action;
