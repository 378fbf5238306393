import { type Action, hasTab } from "../action.js";

export const toggleSent = {
  id: "toggleSent",
  label: "action.toggleSent",
  group: "timeline",
  icon: "up",
  keys: "Alt+KeyU",
  isAvailable: hasTab,
  run: ({ workbench }) => {
    const view = workbench.timelines.active();
    view?.setChoices({ sent: !view.choices.get().sent });
  },
} as const satisfies Action;
