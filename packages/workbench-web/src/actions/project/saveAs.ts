import { type Action, activeRequest, hasRequest } from "../action.js";

export const saveAs = {
  id: "saveAs",
  label: "action.saveAs",
  group: "project",
  icon: "save",
  keys: "$mod+Shift+KeyS",
  isAvailable: hasRequest,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab !== undefined) app.overlay.set({ kind: "saveAs", tabId: tab.id });
  },
} as const satisfies Action;
