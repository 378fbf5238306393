import { focusArea } from "../../ui/focusArea.js";
import { type Action, hasTab } from "../action.js";

export const goToDetail = {
  id: "goToDetail",
  label: "action.goToDetail",
  group: "go",
  icon: "right",
  keys: "Alt+KeyI",
  isAvailable: hasTab,
  run: () => focusArea("detail"),
} as const satisfies Action;
