import { launchChromium, type PeerProcess, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
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

async function say(at: WorkbenchPage, text: string): Promise<void> {
  await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}`);
  await at.connect();
  await at.isConnected();
  await at.write("Message", text);
  await at.send();
  await at.page.getByRole("row", { name: new RegExp(`received text ${text}`) }).waitFor();
}

it("are listed with their disk use, named, kept, opened again after a restart, and deleted", {
  timeout: 60_000,
}, async () => {
  const workbench = await startWorkbench();
  onTestFinished(() => workbench.stop());
  const first = await openPage(browser, workbench.url, { width: 1440, height: 900 });
  await say(first, "from before");
  await first.page.getByRole("button", { name: "Captures", exact: true }).click();
  await first.page.getByText(/kB of \d+(\.\d+)? GB on the disk/).waitFor();
  await first.page.getByRole("button", { name: /^Name / }).click();
  await first.fill("Name", "checkout bug");
  await first.page.getByRole("button", { name: "Save", exact: true }).click();
  await first.page.getByRole("rowheader", { name: "checkout bug" }).waitFor();
  // A name keeps it.
  await expect
    .poll(() => first.page.getByRole("checkbox", { name: "Keep checkout bug" }).isChecked())
    .toBe(true);
  expect(await first.page.getByRole("button", { name: "Delete checkout bug" }).isDisabled()).toBe(true);
  expect(await violations(first)).toEqual([]);
  expect(first.complaints).toEqual([]);
  await first.page.context().close();

  await workbench.stop("SIGKILL");
  const at = await openPage(browser, await workbench.restart(), { width: 1440, height: 900 });
  await say(at, "from after");
  await at.page.getByRole("button", { name: "Captures", exact: true }).click();
  await at.page.getByRole("button", { name: "Open checkout bug" }).click();
  await at.page.getByRole("tab", { name: "checkout bug" }).waitFor();
  await at.row("from before").waitFor();
  expect(await at.row("from after").count()).toBe(0);
  await at.row("from before").click();
  await at.detail.getByText("from before").waitFor();
  await at.page.getByRole("textbox", { name: "Search payloads" }).fill("before");
  await expect.poll(() => at.page.getByRole("row").count()).toBe(2);

  await at.page.getByRole("button", { name: "Captures", exact: true }).click();
  await at.page.getByRole("button", { name: "Delete checkout bug" }).click();
  await at.page.getByRole("button", { name: "Delete", exact: true }).click();
  await at.page.getByRole("rowheader", { name: "checkout bug" }).waitFor({ state: "detached" });
  expect(await at.page.getByRole("tab", { name: "checkout bug" }).count()).toBe(0);
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
});

it("stand still with a reason when the disk is full, and go on when there is room", {
  timeout: 60_000,
}, async () => {
  const workbench = await startWorkbench();
  onTestFinished(() => workbench.stop());
  const at = await openPage(browser, workbench.url, { width: 1440, height: 900 });
  await say(at, "before");
  workbench.limitFiles(200_000);
  await at.write("Message", "flood 400 4000");
  await at.send();
  const reason = at.page.getByRole("alert").filter({ hasText: "The capture file cannot be written" });
  await reason.waitFor();
  await at.page.getByText("not capturing").waitFor();
  workbench.limitFiles();
  await reason.waitFor({ state: "detached" });
  await at.page.getByText("nothing dropped").waitFor();
  // Connecting, connected, "before" and its echo, the wish for a flood, and the flood.
  await expect
    .poll(() => at.page.getByRole("grid", { name: "Timeline" }).getAttribute("aria-rowcount"))
    .toBe("405");
  await at.page.context().close();
});
