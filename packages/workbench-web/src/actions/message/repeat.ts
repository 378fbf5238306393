import { type Action, activeRequest, hasRequest } from "../action.js";

export const repeat = {
  id: "repeat",
  label: "action.repeat",
  group: "message",
  icon: "repeat",
  keys: "Alt+KeyA",
  isAvailable: hasRequest,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab !== undefined) app.overlay.set({ kind: "repeat", tabId: tab.id });
  },
} as const satisfies Action;
