import type { Action } from "../action.js";
import { closeTab } from "./closeTab.js";
import { connectOrDisconnect } from "./connectOrDisconnect.js";
import { newSocketIo } from "./newSocketIo.js";
import { newWebSocket } from "./newWebSocket.js";
import { openChat } from "./openChat.js";
import { openEcho } from "./openEcho.js";

export const connectionActions: readonly Action[] = [
  newWebSocket,
  newSocketIo,
  openEcho,
  openChat,
  connectOrDisconnect,
  closeTab,
];
