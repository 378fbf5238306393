import type { Action } from "../action.js";
import { followTimeline } from "./followTimeline.js";
import { pauseTimeline } from "./pauseTimeline.js";
import { toggleProtocolLayer } from "./toggleProtocolLayer.js";
import { toggleReceived } from "./toggleReceived.js";
import { toggleSent } from "./toggleSent.js";

export const timelineActions: readonly Action[] = [
  pauseTimeline,
  followTimeline,
  toggleSent,
  toggleReceived,
  toggleProtocolLayer,
];
