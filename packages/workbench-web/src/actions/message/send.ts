import { type Action, activeRequest, hasRequest } from "../action.js";

export const send = {
  id: "send",
  label: "action.send",
  group: "message",
  icon: "up",
  keys: "$mod+Enter",
  isAvailable: hasRequest,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab !== undefined) void app.workbench.connections.sendComposed(tab.id);
  },
} as const satisfies Action;
