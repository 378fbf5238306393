import { type Action, hasTab } from "../action.js";

export const followTimeline = {
  id: "followTimeline",
  label: "action.followTimeline",
  group: "timeline",
  icon: "follow",
  keys: "Alt+KeyG",
  isAvailable: hasTab,
  run: ({ workbench }) => {
    const view = workbench.timelines.active();
    view?.setFollowing(true);
  },
} as const satisfies Action;
