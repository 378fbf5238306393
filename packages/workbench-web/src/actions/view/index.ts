import type { Action } from "../action.js";
import { languageChinese } from "./languageChinese.js";
import { languageEnglish } from "./languageEnglish.js";
import { openPalette } from "./openPalette.js";
import { showShortcuts } from "./showShortcuts.js";
import { themeDark } from "./themeDark.js";
import { themeLight } from "./themeLight.js";
import { themeSystem } from "./themeSystem.js";
import { toggleDetail } from "./toggleDetail.js";
import { toggleSidebar } from "./toggleSidebar.js";

export const viewActions: readonly Action[] = [
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
