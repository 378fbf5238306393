import type { App } from "../../model/app.js";
import type { Action } from "../action.js";

export const nextEnvironment = {
  id: "nextEnvironment",
  label: "action.nextEnvironment",
  group: "project",
  icon: "right",
  isAvailable: ({ workbench }: App) => (workbench.project.state.get()?.environments.length ?? 0) > 0,
  run: ({ workbench }) => {
    const state = workbench.project.state.get();
    if (state === undefined) return;
    const names = [undefined, ...state.environments.map(({ name }) => name)];
    void workbench.environments.select(names[(names.indexOf(state.environment) + 1) % names.length]);
  },
} as const satisfies Action;
