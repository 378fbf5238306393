import type { Action } from "../action.js";

export const languageChinese = {
  id: "languageChinese",
  label: "action.languageChinese",
  group: "view",
  icon: "right",
  run: ({ preferences }) => preferences.language.set("zh-TW"),
} as const satisfies Action;
