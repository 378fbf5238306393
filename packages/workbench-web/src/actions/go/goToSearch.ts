import { focusArea } from "../../ui/focusArea.js";
import { type Action, hasTab } from "../action.js";

export const goToSearch = {
  id: "goToSearch",
  label: "action.goToSearch",
  group: "go",
  icon: "search",
  keys: "Alt+KeyF",
  isAvailable: hasTab,
  run: () => focusArea("search"),
} as const satisfies Action;
