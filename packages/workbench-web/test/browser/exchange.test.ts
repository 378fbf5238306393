import { readFile } from "node:fs/promises";
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

const collection = JSON.stringify({
  info: { name: "Chat", schema: "https://schema.postman.com/json/collection/v3.0.0/" },
  items: [
    { type: "ws-raw-request", name: "lobby", url: "ws://localhost/lobby", items: [] },
    { name: "users", type: "http-request" },
  ],
});

it("takes a collection over, tells what it left, and writes it for another tool", {
  timeout: 60_000,
}, async () => {
  const workbench = await startWorkbench();
  onTestFinished(() => workbench.stop());
  const at = await openPage(browser, workbench.url, { locale: "zh-TW" });
  await at.page.getByRole("button", { name: "匯入…" }).click();
  const chooser = at.page.waitForEvent("filechooser");
  await at.page.getByRole("button", { name: "選擇檔案" }).click();
  await (await chooser).setFiles({
    name: "chat.json",
    mimeType: "application/json",
    buffer: Buffer.from(collection),
  });
  await at.page.getByText("1 個檔案：chat.json").waitFor();
  expect(await violations(at)).toEqual([]);
  await at.page.getByRole("button", { name: "匯入", exact: true }).click();
  await at.page.getByText("已建立 1 個請求。").waitFor();
  await at.page.getByText("1 個其他協定的請求").waitFor();
  expect(await violations(at)).toEqual([]);
  await at.page.getByRole("button", { name: "完成" }).click();
  expect(await readFile(`${workbench.project}/requests/lobby.yaml`, "utf8")).toContain(
    "ws://localhost/lobby",
  );
  await at.page.getByRole("row", { name: /lobby/ }).waitFor();

  await at.page.keyboard.press("Control+k");
  await at.page.keyboard.type("匯出請求");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("button", { name: /格式/ }).click();
  await at.page.getByRole("option", { name: ".http 檔案" }).click();
  expect(await violations(at)).toEqual([]);
  const download = at.page.waitForEvent("download");
  await at.page.getByRole("button", { name: "儲存", exact: true }).click();
  const path = await (await download).path();
  expect(await readFile(path, "utf8")).toContain("### lobby\nWEBSOCKET ws://localhost/lobby");
  await at.page.getByText("已儲存 1 個檔案。").waitFor();
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
});

it("says what is wrong with a file and takes nothing of it", { timeout: 60_000 }, async () => {
  const workbench = await startWorkbench();
  onTestFinished(() => workbench.stop());
  const at = await openPage(browser, workbench.url);
  await at.page.getByRole("button", { name: "Import…" }).click();
  const chooser = at.page.waitForEvent("filechooser");
  await at.page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({
    name: "chat.json",
    mimeType: "application/json",
    buffer: Buffer.from(collection.slice(0, -20)),
  });
  await at.page.getByRole("button", { name: "Import", exact: true }).click();
  await at.page.getByRole("alert").getByText("chat.json could not be read").waitFor();
  await at.page.keyboard.press("Escape");
  await at.page.getByRole("dialog").waitFor({ state: "detached" });
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
});

it("saves what was captured as HAR, and opens it as a capture", { timeout: 60_000 }, async () => {
  const workbench = await startWorkbench();
  onTestFinished(() => workbench.stop());
  const at = await openPage(browser, workbench.url, { width: 1440, height: 900 });
  await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}`);
  await at.connect();
  await at.isConnected();
  await at.write("Message", "worth keeping");
  await at.send();
  await at.page.getByRole("row", { name: /received text worth keeping/ }).waitFor();
  await at.page.getByRole("button", { name: "Captures", exact: true }).click();
  await at.page.getByRole("button", { name: /^Export / }).click();
  const download = at.page.waitForEvent("download");
  await at.page.getByRole("button", { name: "Save", exact: true }).click();
  const har = await readFile(await (await download).path(), "utf8");
  expect(har).toContain("worth keeping");
  await at.page.getByRole("button", { name: "Done" }).click();

  await at.page.getByRole("button", { name: "Import…" }).click();
  const chooser = at.page.waitForEvent("filechooser");
  await at.page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({
    name: "yesterday.har",
    mimeType: "application/json",
    buffer: Buffer.from(har),
  });
  await at.page.getByRole("button", { name: "Import", exact: true }).click();
  await at.page.getByText("The capture yesterday was made.").waitFor();
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
});
