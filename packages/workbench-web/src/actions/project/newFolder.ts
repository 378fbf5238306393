import type { Action } from "../action.js";

export const newFolder = {
  id: "newFolder",
  label: "action.newFolder",
  group: "project",
  icon: "folder",
  run: ({ overlay }) => overlay.set({ kind: "newFolder", parent: "" }),
} as const satisfies Action;
