import { isOpen } from "../model/workbench.js";
import { type Action, activeRequest, hasRequest } from "./action.js";

export const connectOrDisconnect = {
  id: "connectOrDisconnect",
  label: "action.connectOrDisconnect",
  group: "connection",
  icon: "play",
  keys: "$mod+Shift+Enter",
  isAvailable: hasRequest,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab === undefined) return;
    const connection = app.workbench.connectionOf(tab);
    if (connection !== undefined && isOpen(connection)) void app.workbench.disconnect(tab.id);
    else void app.workbench.connect(tab.id);
  },
} as const satisfies Action;
