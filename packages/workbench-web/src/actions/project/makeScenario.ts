import type { App } from "../../model/app.js";
import type { Action } from "../action.js";

/** Of the capture that is open, or else the one that is recorded. */
export const makeScenario = {
  id: "makeScenario",
  label: "action.makeScenario",
  group: "project",
  icon: "play",
  isAvailable: ({ workbench }: App) => (workbench.capture.status.get()?.messages ?? 0) > 0,
  run: ({ workbench, overlay }) => {
    const tab = workbench.tabs.active();
    overlay.set({ kind: "makeScenario", captureId: tab?.kind === "capture" ? tab.captureId : undefined });
  },
} as const satisfies Action;
