import { type Action, hasTab } from "../action.js";

export const toggleReceived = {
  id: "toggleReceived",
  label: "action.toggleReceived",
  group: "timeline",
  icon: "down",
  keys: "Alt+KeyR",
  isAvailable: hasTab,
  run: ({ workbench }) => {
    const view = workbench.timelines.active();
    view?.setChoices({ received: !view.choices.get().received });
  },
} as const satisfies Action;
