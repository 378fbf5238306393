import { type Action, activeRequest, hasRequest } from "../action.js";

export const saveMessage = {
  id: "saveMessage",
  label: "action.saveMessage",
  group: "message",
  icon: "plus",
  keys: "Alt+Shift+KeyS",
  isAvailable: hasRequest,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab !== undefined) app.overlay.set({ kind: "saveMessage", tabId: tab.id });
  },
} as const satisfies Action;
