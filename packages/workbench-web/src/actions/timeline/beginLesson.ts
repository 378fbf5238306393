import type { Action } from "../action.js";

export const beginLesson = {
  id: "beginLesson",
  label: "action.beginLesson",
  group: "view",
  icon: "visible",
  run: ({ workbench }) => workbench.lesson.begin(),
} as const satisfies Action;
