import type { Action } from "../action.js";
import { editEnvironments } from "./editEnvironments.js";
import { exportCapture } from "./exportCapture.js";
import { exportRequests } from "./exportRequests.js";
import { importFile } from "./importFile.js";
import { makeScenario } from "./makeScenario.js";
import { newFolder } from "./newFolder.js";
import { nextEnvironment } from "./nextEnvironment.js";
import { save } from "./save.js";
import { saveAs } from "./saveAs.js";
import { undoDelete } from "./undoDelete.js";

export const projectActions: readonly Action[] = [
  save,
  saveAs,
  newFolder,
  undoDelete,
  editEnvironments,
  nextEnvironment,
  importFile,
  exportRequests,
  exportCapture,
  makeScenario,
];
