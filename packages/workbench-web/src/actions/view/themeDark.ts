import type { Action } from "../action.js";

export const themeDark = {
  id: "themeDark",
  label: "action.themeDark",
  group: "view",
  icon: "moon",
  run: ({ preferences }) => preferences.theme.set("dark"),
} as const satisfies Action;
