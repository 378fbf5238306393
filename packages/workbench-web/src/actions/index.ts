import type { Action } from "./action.js";
import { beautify } from "./beautify.js";
import { closeTab } from "./closeTab.js";
import { connectOrDisconnect } from "./connectOrDisconnect.js";
import { followTimeline } from "./followTimeline.js";
import { goToAddress } from "./goToAddress.js";
import { goToComposer } from "./goToComposer.js";
import { goToDetail } from "./goToDetail.js";
import { goToSearch } from "./goToSearch.js";
import { goToTimeline } from "./goToTimeline.js";
import { languageChinese } from "./languageChinese.js";
import { languageEnglish } from "./languageEnglish.js";
import { newSocketIo } from "./newSocketIo.js";
import { newWebSocket } from "./newWebSocket.js";
import { nextTab } from "./nextTab.js";
import { openCapture } from "./openCapture.js";
import { openChat } from "./openChat.js";
import { openEcho } from "./openEcho.js";
import { openPalette } from "./openPalette.js";
import { pauseTimeline } from "./pauseTimeline.js";
import { previousTab } from "./previousTab.js";
import { send } from "./send.js";
import { showShortcuts } from "./showShortcuts.js";
import { themeDark } from "./themeDark.js";
import { themeLight } from "./themeLight.js";
import { themeSystem } from "./themeSystem.js";
import { toggleDetail } from "./toggleDetail.js";
import { toggleProtocolLayer } from "./toggleProtocolLayer.js";
import { toggleReceived } from "./toggleReceived.js";
import { toggleSent } from "./toggleSent.js";
import { toggleSidebar } from "./toggleSidebar.js";

/** Every action, in the order in which the palette shows them. */
export const actions: readonly Action[] = [
  newWebSocket,
  newSocketIo,
  openEcho,
  openChat,
  connectOrDisconnect,
  closeTab,
  send,
  beautify,
  pauseTimeline,
  followTimeline,
  toggleSent,
  toggleReceived,
  toggleProtocolLayer,
  openCapture,
  goToAddress,
  goToComposer,
  goToTimeline,
  goToSearch,
  goToDetail,
  nextTab,
  previousTab,
  openPalette,
  showShortcuts,
  toggleSidebar,
  toggleDetail,
  themeLight,
  themeDark,
  themeSystem,
  languageEnglish,
  languageChinese,
];
