import { beautify as beautifyDraft } from "../../model/composer/beautify.js";
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
    if (tab === undefined) return;
    app.workbench.editComposer(tab.id, (draft) => beautifyDraft(draft, tab.draft.request.protocol));
  },
} as const satisfies Action;
