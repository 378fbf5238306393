import type { Action } from "../action.js";
import { beautify } from "./beautify.js";
import { behaviourActions } from "./behaviour.js";
import { closeWithCode } from "./closeWithCode.js";
import { frameActions } from "./frames.js";
import { repeat } from "./repeat.js";
import { saveMessage } from "./saveMessage.js";
import { send } from "./send.js";
import { stopRepeat } from "./stopRepeat.js";

export const messageActions: readonly Action[] = [
  send,
  beautify,
  repeat,
  stopRepeat,
  saveMessage,
  closeWithCode,
  ...frameActions,
  ...behaviourActions,
];
