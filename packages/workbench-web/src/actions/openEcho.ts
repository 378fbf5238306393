import type { Action } from "./action.js";

export const openEcho = {
  id: "openEcho",
  label: "action.openEcho",
  group: "connection",
  icon: "play",
  isAvailable: ({ workbench }) => workbench.session.get()?.playground !== undefined,
  run: ({ workbench }) => void workbench.openPlayground("echo"),
} as const satisfies Action;
