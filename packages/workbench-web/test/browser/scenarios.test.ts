import { mkdir, readFile, writeFile } from "node:fs/promises";
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

const scenario = (name: string, expected: string) => `name: ${name}
connections:
  alice: { url: "{{ws}}" }
steps:
  - connect: alice
  - send: here I am
  - expect: { text: ${expected} }
    within: 1s
`;

it("run on the page, told step by step, and lead from a failure to the row that came nearest", {
  timeout: 60_000,
}, async () => {
  const workbench = await startWorkbench();
  onTestFinished(() => workbench.stop());
  await mkdir(`${workbench.project}/scenarios`);
  await writeFile(`${workbench.project}/signalbox.yaml`, `variables:\n  ws: ws://127.0.0.1:${ws.port}\n`);
  await writeFile(`${workbench.project}/scenarios/good.yaml`, scenario("Echo", "here I am"));
  await writeFile(`${workbench.project}/scenarios/bad.yaml`, scenario("Wrong echo", "here you are"));
  await writeFile(`${workbench.project}/scenarios/broken.yaml`, "name: Broken\nstepz: []\n");
  const at = await openPage(browser, workbench.url, { width: 1440, height: 900 });
  await at.page.getByRole("button", { name: "Scenarios" }).click();
  await at.page.getByRole("rowheader", { name: /Broken|broken/ }).waitFor();
  expect(await violations(at)).toEqual([]);
  await at.page.getByRole("button", { name: "Run all" }).click();
  await at.page.getByText("2 of 2: 1 passed, 1 failed").waitFor();
  expect(await at.page.getByRole("row", { name: /^passed Echo/ }).count()).toBe(1);
  expect(await at.page.getByRole("row", { name: /^cannot be run/ }).count()).toBe(1);

  await at.page.getByRole("button", { name: /^Wrong echo/ }).click();
  const steps = at.page.getByRole("region", { name: "Wrong echo" }).getByRole("listitem");
  expect(await steps.count()).toBe(3);
  await steps.nth(2).getByRole("img", { name: "failed" }).waitFor();
  await at.page.getByRole("alert").getByText("here you are").first().waitFor();
  expect(await violations(at)).toEqual([]);
  await at.page.getByRole("button", { name: "Show the nearest row" }).click();
  await at.row("here I am").first().waitFor();
  await at.detail.getByText("here I am").first().waitFor();
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
});

it("are made from what was captured, of the marked rows alone too", { timeout: 60_000 }, async () => {
  const workbench = await startWorkbench();
  onTestFinished(() => workbench.stop());
  const at = await openPage(browser, workbench.url, { width: 1440, height: 900, locale: "zh-TW" });
  await at.page.keyboard.press("Alt+w");
  await at.fill("網址（URL）", `ws://127.0.0.1:${ws.port}`);
  await at.page.getByRole("button", { name: "連線", exact: true }).click();
  await at.page
    .getByText(/^已連線/)
    .first()
    .waitFor();
  await at.write("訊息", "once more");
  await at.page.keyboard.press("Control+Enter");
  await at.page
    .getByRole("row", { name: /once more/ })
    .nth(1)
    .waitFor();
  await at.page.keyboard.press("Control+k");
  await at.page.keyboard.type("建立情境");
  await at.page.keyboard.press("Enter");
  await at.fill("名稱", "Again");
  expect(await violations(at)).toEqual([]);
  await at.page.getByRole("button", { name: "建立", exact: true }).click();
  await at.page.getByText("已寫入 scenarios/Again.yaml。").waitFor();
  expect(await readFile(`${workbench.project}/scenarios/Again.yaml`, "utf8")).toContain("once more");
  await at.page.getByRole("button", { name: "開啟情境清單" }).click();
  await at.page.getByRole("button", { name: "全部執行" }).click();
  await at.page.getByText("1／1：1 個通過，0 個失敗").waitFor();
  expect(await violations(at)).toEqual([]);
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
});
