import { type Action, hasTab } from "../action.js";

export const toggleProtocolLayer = {
  id: "toggleProtocolLayer",
  label: "action.toggleProtocolLayer",
  group: "timeline",
  icon: "layers",
  keys: "Alt+KeyY",
  isAvailable: hasTab,
  run: ({ workbench }) => {
    const view = workbench.timelines.active();
    view?.setChoices({ protocolLayer: !view.choices.get().protocolLayer });
  },
} as const satisfies Action;
