import type { Action } from "../action.js";

export const themeLight = {
  id: "themeLight",
  label: "action.themeLight",
  group: "view",
  icon: "sun",
  run: ({ preferences }) => preferences.theme.set("light"),
} as const satisfies Action;
