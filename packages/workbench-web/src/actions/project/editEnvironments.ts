import type { Action } from "../action.js";

export const editEnvironments = {
  id: "editEnvironments",
  label: "action.editEnvironments",
  group: "project",
  icon: "braces",
  keys: "Alt+KeyE",
  run: ({ overlay }) => overlay.set("environments"),
} as const satisfies Action;
