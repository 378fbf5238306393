import type { Behaviour } from "signalbox/contract";
import type { PlainKey } from "../../i18n/index.js";
import type { App } from "../../model/app.js";
import { type Action, activeRequest } from "../action.js";

function toggle(id: string, label: PlainKey, part: keyof Behaviour): Action {
  const connection = (app: App) => app.workbench.connections.of(activeRequest(app));
  return {
    id,
    label,
    group: "frame",
    icon: "pulse",
    isAvailable: (app) => connection(app)?.phase === "connected",
    run: (app) => {
      const tab = activeRequest(app);
      if (tab === undefined) return;
      const behaviour = connection(app)?.behaviour ?? {};
      void app.workbench.connections.behave(tab.id, { ...behaviour, [part]: behaviour[part] === false });
    },
  };
}

/** What a connection does by itself, switched off and on while it stands. */
export const behaviourActions: readonly Action[] = [
  toggle("toggleHeartbeats", "action.toggleHeartbeats", "answersHeartbeats"),
  toggle("toggleReading", "action.toggleReading", "reads"),
];
