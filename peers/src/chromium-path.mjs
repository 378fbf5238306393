import { existsSync } from "node:fs";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The installed Chromium or Chrome; `SIGNALBOX_CHROME` names one elsewhere. Plain JavaScript, because
 * `npm test` asks before anything is compiled.
 * @returns {string | undefined}
 */
export function chromiumPath() {
  return [process.env.SIGNALBOX_CHROME, ...places].find((path) => path !== undefined && existsSync(path));
}
