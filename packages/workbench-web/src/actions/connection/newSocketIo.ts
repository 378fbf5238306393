import { focusArea } from "../../ui/focusArea.js";
import type { Action } from "../action.js";

export const newSocketIo = {
  id: "newSocketIo",
  label: "action.newSocketIo",
  group: "connection",
  icon: "plus",
  keys: "Alt+KeyS",
  run: ({ workbench }) => {
    workbench.tabs.openRequest("socket.io");
    requestAnimationFrame(() => focusArea("address"));
  },
} as const satisfies Action;
