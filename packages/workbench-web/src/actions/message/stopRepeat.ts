import type { App } from "../../model/app.js";
import { type Action, activeRequest } from "../action.js";

export const stopRepeat = {
  id: "stopRepeat",
  label: "action.stopRepeat",
  group: "message",
  icon: "stop",
  isAvailable: (app: App) => app.workbench.connections.of(activeRequest(app))?.repeat !== undefined,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab !== undefined) void app.workbench.connections.stopRepeat(tab.id);
  },
} as const satisfies Action;
