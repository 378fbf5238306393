import { focusArea } from "../../ui/focusArea.js";
import { type Action, hasTab } from "../action.js";

export const goToTimeline = {
  id: "goToTimeline",
  label: "action.goToTimeline",
  group: "go",
  icon: "right",
  keys: "Alt+KeyT",
  isAvailable: hasTab,
  run: () => focusArea("timeline"),
} as const satisfies Action;
