import type { Action } from "../action.js";

export const toggleSidebar = {
  id: "toggleSidebar",
  label: "action.toggleSidebar",
  group: "view",
  icon: "sidebar",
  keys: "Alt+KeyB",
  run: ({ preferences }) => preferences.isSidebarShown.update((isShown) => !isShown),
} as const satisfies Action;
