import type { App } from "../../model/app.js";
import type { Action } from "../action.js";

export const exportCapture = {
  id: "exportCapture",
  label: "action.exportCapture",
  group: "project",
  icon: "up",
  isAvailable: ({ workbench }: App) => (workbench.capture.status.get()?.messages ?? 0) > 0,
  run: ({ overlay }) => overlay.set({ kind: "exportCapture", captureId: undefined }),
} as const satisfies Action;
