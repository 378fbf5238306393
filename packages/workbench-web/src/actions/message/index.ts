import type { Action } from "../action.js";
import { beautify } from "./beautify.js";
import { send } from "./send.js";

export const messageActions: readonly Action[] = [send, beautify];
