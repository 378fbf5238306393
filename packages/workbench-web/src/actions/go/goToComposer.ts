import { focusArea } from "../../ui/focusArea.js";
import { type Action, hasTab } from "../action.js";

export const goToComposer = {
  id: "goToComposer",
  label: "action.goToComposer",
  group: "go",
  icon: "right",
  keys: "Alt+KeyM",
  isAvailable: hasTab,
  run: () => focusArea("composer"),
} as const satisfies Action;
