import { focusArea } from "../../ui/focusArea.js";
import { type Action, hasTab } from "../action.js";

export const goToAddress = {
  id: "goToAddress",
  label: "action.goToAddress",
  group: "go",
  icon: "right",
  keys: "Alt+KeyL",
  isAvailable: hasTab,
  run: () => focusArea("address"),
} as const satisfies Action;
