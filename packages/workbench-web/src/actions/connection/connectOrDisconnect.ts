import { isOpen } from "../../model/connections/connections.js";
import { type Action, activeRequest, hasRequest } from "../action.js";

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
    const connection = app.workbench.connections.of(tab);
    if (connection !== undefined && isOpen(connection)) void app.workbench.connections.disconnect(tab.id);
    else void app.workbench.connections.connect(tab.id);
  },
} as const satisfies Action;
