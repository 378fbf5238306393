import type { Action } from "../action.js";

export const openEcho = {
  id: "openEcho",
  label: "action.openEcho",
  group: "connection",
  icon: "play",
  isAvailable: ({ workbench }) => workbench.session.facts.get()?.playground !== undefined,
  run: ({ workbench }) => void workbench.playground.open("echo"),
} as const satisfies Action;
