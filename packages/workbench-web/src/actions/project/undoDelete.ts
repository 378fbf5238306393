import type { App } from "../../model/app.js";
import type { Action } from "../action.js";

export const undoDelete = {
  id: "undoDelete",
  label: "action.undoDelete",
  group: "project",
  icon: "undo",
  isAvailable: ({ workbench }: App) => workbench.notices.all.get().some(({ kind }) => kind === "deleted"),
  run: ({ workbench }) => workbench.notices.undo(),
} as const satisfies Action;
