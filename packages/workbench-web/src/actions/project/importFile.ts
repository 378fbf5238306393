import type { Action } from "../action.js";

export const importFile = {
  id: "importFile",
  label: "action.importFile",
  group: "project",
  icon: "down",
  run: ({ overlay }) => overlay.set("import"),
} as const satisfies Action;
