import type { Action } from "../action.js";

export const languageEnglish = {
  id: "languageEnglish",
  label: "action.languageEnglish",
  group: "view",
  icon: "right",
  run: ({ preferences }) => preferences.language.set("en"),
} as const satisfies Action;
