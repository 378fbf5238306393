import type { Action } from "../action.js";

export const openPalette = {
  id: "openPalette",
  label: "action.openPalette",
  group: "view",
  icon: "search",
  keys: "$mod+KeyK",
  run: ({ overlay }) => overlay.set("palette"),
} as const satisfies Action;
