import type { Action } from "../action.js";

export const themeSystem = {
  id: "themeSystem",
  label: "action.themeSystem",
  group: "view",
  icon: "system",
  run: ({ preferences }) => preferences.theme.set("system"),
} as const satisfies Action;
