import type { Action } from "../action.js";

export const openChat = {
  id: "openChat",
  label: "action.openChat",
  group: "connection",
  icon: "play",
  isAvailable: ({ workbench }) => workbench.session.facts.get()?.playground !== undefined,
  run: ({ workbench }) => void workbench.playground.open("chat"),
} as const satisfies Action;
