import { type Browser, chromium } from "playwright-core";
import { chromiumPath } from "./chromium-path.mjs";

/** The installed Chromium, headless, without its own traffic to the outside. */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    throw new Error("No Chromium found: install Chromium or Chrome, or name one in SIGNALBOX_CHROME.");
  }
  return chromium.launch({
    executablePath,
    args: [
      // Containers and CI run as root, where Chromium's sandbox cannot; nothing but our own pages is opened.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
