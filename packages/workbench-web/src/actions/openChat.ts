import type { Action } from "./action.js";

export const openChat = {
  id: "openChat",
  label: "action.openChat",
  group: "connection",
  icon: "play",
  isAvailable: ({ workbench }) => workbench.session.get()?.playground !== undefined,
  run: ({ workbench }) => void workbench.openPlayground("chat"),
} as const satisfies Action;
