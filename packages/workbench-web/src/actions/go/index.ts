import type { Action } from "../action.js";
import { goToAddress } from "./goToAddress.js";
import { goToComposer } from "./goToComposer.js";
import { goToDetail } from "./goToDetail.js";
import { goToSearch } from "./goToSearch.js";
import { goToTimeline } from "./goToTimeline.js";
import { nextTab } from "./nextTab.js";
import { openCapture } from "./openCapture.js";
import { openScenarios } from "./openScenarios.js";
import { previousTab } from "./previousTab.js";

export const goActions: readonly Action[] = [
  openCapture,
  openScenarios,
  goToAddress,
  goToComposer,
  goToTimeline,
  goToSearch,
  goToDetail,
  nextTab,
  previousTab,
];
