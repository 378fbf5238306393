import type { Action } from "./action.js";
import { connectionActions } from "./connection/index.js";
import { goActions } from "./go/index.js";
import { messageActions } from "./message/index.js";
import { projectActions } from "./project/index.js";
import { timelineActions } from "./timeline/index.js";
import { viewActions } from "./view/index.js";

/** Every action, in the order in which the palette shows them. */
export const actions: readonly Action[] = [
  ...connectionActions,
  ...projectActions,
  ...messageActions,
  ...timelineActions,
  ...goActions,
  ...viewActions,
];
