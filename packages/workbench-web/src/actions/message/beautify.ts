import { beautifyBody } from "../../model/composer.js";
import { type Action, activeRequest, hasRequest } from "../action.js";

export const beautify = {
  id: "beautify",
  label: "action.beautify",
  group: "message",
  icon: "braces",
  keys: "Shift+Alt+KeyF",
  isAvailable: hasRequest,
  run: (app) => {
    const tab = activeRequest(app);
    if (tab !== undefined)
      app.workbench.editComposer(tab.id, (draft) => beautifyBody(draft, tab.request.protocol));
  },
} as const satisfies Action;
