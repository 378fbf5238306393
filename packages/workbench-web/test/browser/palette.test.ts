import { launchChromium, type PeerProcess, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { actions } from "../../src/actions/index.js";
import { en } from "../../src/i18n/en/index.js";
import { zhTW } from "../../src/i18n/zh-TW/index.js";
import { openPage } from "./page.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let ws: PeerProcess;
let workbench: RunningWorkbench;

beforeAll(async () => {
  [browser, ws, workbench] = await Promise.all([launchChromium(), startWs(), startWorkbench()]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([ws.stop(), workbench.stop()]);
});

/** With an open, connected request in front, the actions of these groups are all there … */
const groups: ReadonlySet<string> = new Set(["connection", "project", "message", "frame"]);
/** … but for those that need a repetition, something deleted, an environment or a saved request. */
const notNow: ReadonlySet<string> = new Set([
  "stopRepeat",
  "undoDelete",
  "nextEnvironment",
  "exportRequests",
]);

it.each([
  ["en-US", "URL", en],
  ["zh-TW", "網址（URL）", zhTW],
] as const)("the palette finds every action by its name and runs it, in %s", async (locale, url, words) => {
  const at = await openPage(browser, workbench.url, { locale });
  const { page } = at;
  await page.keyboard.press("Alt+KeyW");
  await page.getByRole("textbox", { name: url, exact: true }).fill(`ws://127.0.0.1:${ws.port}`);
  await page.keyboard.press("Enter");
  await page.getByRole("row").filter({ hasText: words["phase.connected"] }).first().waitFor();

  // What needs a capture is offered once the page was told of rows, four times a second at most.
  const live = page.getByRole("navigation").getByRole("button", { name: words["capture.live"] });
  await expect.poll(() => live.textContent()).toMatch(/[1-9]/);

  await page.keyboard.press("ControlOrMeta+k");
  const shown = await page.getByRole("dialog").getByRole("menuitem").allTextContents();
  const missing = actions
    .filter(
      ({ id, group, isAvailable }) => (groups.has(group) || isAvailable === undefined) && !notNow.has(id),
    )
    .filter(({ id, label }) => id !== "openPalette" && !shown.some((text) => text.startsWith(words[label])));
  expect(missing.map(({ id }) => id)).toEqual([]);

  await page.keyboard.insertText(words["action.closeWithCode"]);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: words["action.closeWithCode"] }).waitFor();
  expect(at.complaints).toEqual([]);
  await page.context().close();
});
