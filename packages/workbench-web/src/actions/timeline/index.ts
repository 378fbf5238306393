import type { Action } from "../action.js";
import { beginLesson } from "./beginLesson.js";
import { followTimeline } from "./followTimeline.js";
import { nextMatch } from "./nextMatch.js";
import { openCaptures } from "./openCaptures.js";
import { pauseTimeline } from "./pauseTimeline.js";
import { previousMatch } from "./previousMatch.js";
import { toggleProtocolLayer } from "./toggleProtocolLayer.js";
import { toggleReceived } from "./toggleReceived.js";
import { toggleSent } from "./toggleSent.js";

export const timelineActions: readonly Action[] = [
  pauseTimeline,
  followTimeline,
  toggleSent,
  toggleReceived,
  toggleProtocolLayer,
  nextMatch,
  previousMatch,
  openCaptures,
  beginLesson,
];
