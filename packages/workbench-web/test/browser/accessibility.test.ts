import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium, type PeerProcess, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openPage } from "./page.js";
import { violations } from "./violations.js";
import { startWorkbench } from "./workbench.js";

let browser: Browser;
let ws: PeerProcess;

beforeAll(async () => {
  [browser, ws] = await Promise.all([launchChromium(), startWs()]);
});
afterAll(async () => {
  await browser.close();
  await ws.stop();
});

it.each([
  { theme: "dark", locale: "en-US" },
  { theme: "light", locale: "zh-TW" },
] as const)(
  "axe-core finds nothing in requests, dialogs and the project, $theme and $locale",
  { timeout: 90_000 },
  async ({ theme, locale }) => {
    const workbench = await startWorkbench();
    onTestFinished(() => workbench.stop());
    const say = <T>(en: T, zh: T) => (locale === "en-US" ? en : zh);
    const requests = join(workbench.project, "requests", "rooms");
    await mkdir(requests, { recursive: true });
    await writeFile(join(requests, "join.yaml"), "protocol: websocket\nurl: ws://{{nobody}}\n");
    await writeFile(join(workbench.project, "requests", "broken.yaml"), "protocol: [\n");
    const at = await openPage(browser, workbench.url, { theme, locale });
    const { page } = at;
    const isClean = async (where: string) => expect([where, await violations(at)]).toEqual([where, []]);
    const section = (name: string) => page.getByRole("tab", { name }).first().click();
    const close = async () => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };

    await page.getByRole("row", { name: "rooms", exact: true }).click();
    await page.getByRole("row", { name: "join", exact: true }).click();
    await isClean("tree and message");
    for (const name of [
      say("Params", "參數"),
      say("Headers", "標頭"),
      say("Auth", "授權"),
      say("Settings", "設定"),
      say("Reactions", "自動回應"),
      say("Docs", "文件"),
    ]) {
      await section(name);
      await isClean(name);
    }
    await page.keyboard.press("Alt+KeyS");
    await section(say("Settings", "設定"));
    await page.getByRole("button", { name: say("Add a namespace", "新增命名空間") }).click();
    await isClean("Socket.IO settings");
    await section(say("Reactions", "自動回應"));
    await page.getByRole("button", { name: say("Add a reaction", "新增自動回應") }).click();
    await page.getByRole("button", { name: say("Add a step", "新增步驟") }).click();
    await page.getByRole("menuitem", { name: say("Send", "傳送") }).click();
    await isClean("a reaction");

    await page.keyboard.press("Alt+KeyE");
    await page.getByRole("dialog").waitFor();
    await isClean("environments");
    await close();
    await page.keyboard.press("ControlOrMeta+s");
    await page.getByRole("dialog").waitFor();
    await isClean("save as");
    await close();
    await page.keyboard.press("Alt+KeyA");
    await page.getByRole("dialog").waitFor();
    await isClean("repeat");
    await close();
    await page.getByRole("row", { name: "broken", exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await isClean("a broken file");
    await close();

    await page.getByRole("row", { name: "join", exact: true }).focus();
    await page.keyboard.press("Delete");
    await page.getByRole("button", { name: say("Undo", "復原") }).waitFor();
    await isClean("undo and the conflict");

    await page.keyboard.press("Alt+KeyW");
    await page
      .getByRole("textbox", { name: say("URL", "網址（URL）") })
      .fill(`ws://127.0.0.1:${ws.port}/status/403`);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: say("Show the answer", "顯示回應") }).click();
    await isClean("a diagnosis");
    await page.getByRole("button", { name: say("Frames", "訊框") }).click();
    await isClean("the menu of frames");
    expect(at.complaints).toEqual([]);
    await page.context().close();
  },
);
