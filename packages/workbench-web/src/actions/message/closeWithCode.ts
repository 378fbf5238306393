import { type Action, activeRequest, hasRequest } from "../action.js";

export const closeWithCode = {
  id: "closeWithCode",
  label: "action.closeWithCode",
  group: "message",
  icon: "close",
  isAvailable: hasRequest,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab !== undefined) app.overlay.set({ kind: "close", tabId: tab.id });
  },
} as const satisfies Action;
