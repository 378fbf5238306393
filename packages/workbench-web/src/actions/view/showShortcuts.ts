import type { Action } from "../action.js";

export const showShortcuts = {
  id: "showShortcuts",
  label: "action.showShortcuts",
  group: "view",
  icon: "keyboard",
  keys: "?",
  isBareKey: true,
  run: ({ overlay }) => overlay.set("shortcuts"),
} as const satisfies Action;
