import { launchChromium } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
import { violations } from "./violations.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let workbench: RunningWorkbench;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  workbench = await startWorkbench();
});
afterEach(() => workbench.stop());

async function openPlayground(name: RegExp, locale: "en-US" | "zh-TW" = "en-US"): Promise<WorkbenchPage> {
  const at = await openPage(browser, workbench.url, { width: 1440, height: 900, locale });
  await at.page.getByRole("button", { name }).first().click();
  return at;
}

const selected = (at: WorkbenchPage, text: string | RegExp) =>
  at.page.locator('[aria-selected="true"][role="row"]').filter({ hasText: text }).waitFor();

it("walks through an Engine.IO connection, and lets a plain WebSocket fail at it", async () => {
  const at = await openPlayground(/chat room A/);
  await at.row("ack of chat_message").waitFor();
  const lesson = at.page.getByRole("region", { name: "First lesson" });
  const shown = ["handshake", "engine open", "namespace", "chat_message", "ack of chat_message"];
  for (const [place, text] of shown.entries()) {
    await lesson.getByText(`${place + 1} of 6`).waitFor();
    await lesson.getByRole("button", { name: "Show me" }).click();
    await selected(at, text);
    await lesson.getByRole("button", { name: "Next" }).click();
  }
  expect(await violations(at)).toEqual([]);
  await lesson.getByRole("button", { name: "Try it" }).click();
  await at.notice.filter({ hasText: "a plain WebSocket cannot talk to it" }).waitFor();
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
});

it("shows the masked frame of an echo and the plain one that comes back", async () => {
  const at = await openPlayground(/echo A/);
  await at.page.getByRole("row", { name: /received text Hello, Signalbox/ }).waitFor();
  const lesson = at.page.getByRole("region", { name: "First lesson" });
  await lesson.getByRole("button", { name: "Next" }).click();
  await lesson.getByRole("button", { name: "Show me" }).click();
  await selected(at, "Hello, Signalbox");
  await at.detail.getByRole("tab", { name: "Frame" }).click();
  await at.detail.getByText("Masking key").first().waitFor();
  await lesson.getByRole("button", { name: "Back" }).click();
  await lesson.getByText("1 of 3").waitFor();
  await at.page.context().close();
});

it("is skipped for good, and begun again from the palette", async () => {
  const at = await openPlayground(/echo A/);
  await at.page.getByRole("row", { name: /received text Hello, Signalbox/ }).waitFor();
  const lesson = at.page.getByRole("region", { name: "First lesson" });
  await lesson.getByRole("button", { name: "Skip the lesson" }).click();
  expect(await lesson.count()).toBe(0);
  await at.page.reload();
  await at.page
    .getByRole("row", { name: /Hello, Signalbox/ })
    .first()
    .waitFor();
  expect(await lesson.count()).toBe(0);
  await at.page.keyboard.press("ControlOrMeta+k");
  await at.page.keyboard.type("first lesson");
  await at.page.keyboard.press("Enter");
  await lesson.waitFor();
  await at.page.context().close();
});

it("speaks 繁體中文", async () => {
  const at = await openPlayground(/回聲/, "zh-TW");
  await at.page.getByRole("region", { name: "第一課" }).getByText("升級請求與它的 101").waitFor();
  await at.page.context().close();
});
