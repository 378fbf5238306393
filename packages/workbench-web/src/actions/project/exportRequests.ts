import type { App } from "../../model/app.js";
import type { Action } from "../action.js";

export const exportRequests = {
  id: "exportRequests",
  label: "action.exportRequests",
  group: "project",
  icon: "up",
  isAvailable: ({ workbench }: App) => (workbench.project.state.get()?.tree.length ?? 0) > 0,
  run: ({ overlay }) => overlay.set({ kind: "exportRequests", path: "" }),
} as const satisfies Action;
