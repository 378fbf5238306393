import { launchChromium, type PeerProcess, startSocketIo } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
import { violations } from "./violations.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let workbench: RunningWorkbench;
let peer: PeerProcess;
let at: WorkbenchPage;

beforeAll(async () => {
  [browser, peer] = await Promise.all([launchChromium(), startSocketIo(4)]);
});
afterAll(async () => {
  await browser.close();
  await peer.stop();
});
beforeEach(async () => {
  workbench = await startWorkbench();
  at = await openPage(browser, workbench.url, { width: 1440, height: 900 });
  await at.newTab("Socket.IO", `http://127.0.0.1:${peer.port}`);
  await at.connect();
  await at.isConnected();
  await at.row("welcome").waitFor();
});
afterEach(async () => {
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
  await workbench.stop();
});

const receivedRows = (event: string) =>
  at.page.getByRole("grid", { name: "Timeline" }).getByRole("row", { name: new RegExp(`received ${event}`) });

async function emit(event: string): Promise<void> {
  await at.section("Message");
  await at.fill("Event name", event);
  await at.send();
}

it("listens to what is chosen, live, and loses nothing that was not", async () => {
  await at.section("Events");
  // `message` is listened to from the start.
  const box = (event: string) => at.page.getByRole("checkbox", { name: `Listen to ${event}` });
  expect(await box("message").isChecked()).toBe(true);
  await at.page.getByRole("radio", { name: "Only these" }).click();
  await expect.poll(() => receivedRows("welcome").count()).toBe(0);
  await at.row("Connected").waitFor();

  await at.fill("Event to listen to", "echo");
  await at.page.getByRole("button", { name: "Add", exact: true }).click();
  await emit("echo");
  await receivedRows("echo").waitFor();

  await at.section("Events");
  const listened = at.page.getByRole("region", { name: "Listen to" });
  await listened.getByText("echo", { exact: true }).click();
  await expect.poll(() => receivedRows("echo").count()).toBe(0);
  await at.page.getByRole("radio", { name: "All events" }).click();
  await receivedRows("echo").waitFor();
  await receivedRows("welcome").waitFor();
});

it("counts what was seen, with its rate, and shows it muted or alone", async () => {
  await emit("echo");
  await receivedRows("echo").waitFor();
  await emit("echo");
  await expect.poll(() => receivedRows("echo").count()).toBe(2);
  await at.section("Events");
  const seen = at.page.getByRole("region", { name: "Seen on this connection" });
  await seen.getByRole("row", { name: /received echo \/ 2/ }).waitFor();
  await seen.getByRole("row", { name: /sent echo \/ 2/ }).waitFor();
  await seen.getByRole("row", { name: /received welcome \/ 1/ }).waitFor();
  expect(await violations(at)).toEqual([]);

  await at.page.getByRole("button", { name: "Mute echo" }).first().click();
  await expect.poll(() => receivedRows("echo").count()).toBe(0);
  await receivedRows("welcome").waitFor();
  await at.page.getByRole("button", { name: "Mute echo" }).first().click();
  await at.page.getByRole("button", { name: "Solo welcome" }).click();
  await expect.poll(() => receivedRows("echo").count()).toBe(0);
  await at.page.getByRole("button", { name: "Take away the filter welcome" }).click();
  await receivedRows("echo").first().waitFor();

  // One click from what was seen to what is listened to.
  await at.page.getByRole("button", { name: "Listen to echo" }).click();
  expect(await at.page.getByRole("checkbox", { name: "Listen to echo" }).isChecked()).toBe(true);
  await at.page.getByRole("button", { name: "Remove echo" }).click();
  expect(await at.page.getByRole("checkbox", { name: "Listen to echo" }).count()).toBe(0);
});
