import { type Action, hasTab } from "../action.js";

export const pauseTimeline = {
  id: "pauseTimeline",
  label: "action.pauseTimeline",
  group: "timeline",
  icon: "pause",
  keys: "Alt+KeyP",
  isAvailable: hasTab,
  run: ({ workbench }) => {
    const view = workbench.timelines.active();
    view?.setPaused(!view.state.get().isPaused);
  },
} as const satisfies Action;
