import { focusArea } from "../../ui/focusArea.js";
import type { Action } from "../action.js";

export const newWebSocket = {
  id: "newWebSocket",
  label: "action.newWebSocket",
  group: "connection",
  icon: "plus",
  keys: "Alt+KeyW",
  run: ({ workbench }) => {
    workbench.tabs.openRequest("websocket");
    requestAnimationFrame(() => focusArea("address"));
  },
} as const satisfies Action;
