import type { Action } from "../action.js";

export const toggleDetail = {
  id: "toggleDetail",
  label: "action.toggleDetail",
  group: "view",
  icon: "detail",
  keys: "Alt+KeyD",
  run: ({ preferences }) => preferences.isDetailShown.update((isShown) => !isShown),
} as const satisfies Action;
