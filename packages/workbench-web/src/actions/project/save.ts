import { type Action, activeRequest, hasRequest } from "../action.js";

export const save = {
  id: "save",
  label: "action.save",
  group: "project",
  icon: "save",
  keys: "$mod+KeyS",
  isAvailable: hasRequest,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab === undefined) return;
    if (tab.file === undefined) app.overlay.set({ kind: "saveAs", tabId: tab.id });
    else void app.workbench.files.save(tab.id);
  },
} as const satisfies Action;
