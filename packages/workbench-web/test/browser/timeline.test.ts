import { launchChromium, type PeerProcess, startSocketIo, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
import { violations } from "./violations.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let workbench: RunningWorkbench;
let ws: PeerProcess;
let socketIo: PeerProcess;
let at: WorkbenchPage;

beforeAll(async () => {
  [browser, ws, socketIo] = await Promise.all([launchChromium(), startWs(), startSocketIo(4)]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([ws.stop(), socketIo.stop()]);
});
beforeEach(async () => {
  workbench = await startWorkbench();
  at = await openPage(browser, workbench.url, { width: 1440, height: 900 });
});
afterEach(async () => {
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
  await workbench.stop();
});

const grid = () => at.page.getByRole("grid", { name: "Timeline" });
const rowCount = async () => Number(await grid().getAttribute("aria-rowcount"));
const button = (name: string) => at.page.getByRole("button", { name, exact: true });

async function connectToWs(...messages: readonly string[]): Promise<void> {
  await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}`);
  await at.connect();
  await at.isConnected();
  for (const message of messages) {
    await at.write("Message", message);
    await at.send();
    await at.page.getByRole("row", { name: new RegExp(`received text ${message}`) }).waitFor();
  }
}

describe("searching", () => {
  it("goes from match to match among all rows, around the end, and back", async () => {
    await connectToWs("needle one", "hay", "needle two");
    const search = at.page.getByRole("textbox", { name: "Search payloads" });
    await search.fill("/NEEDLE/i");
    await expect.poll(rowCount).toBe(4);
    await at.page.getByRole("button", { name: "Only matches" }).click();
    await expect.poll(rowCount).toBe(8);
    const matches = at.page.getByRole("status").filter({ hasText: /^(\d+ of 4|4 matches)$/ });
    await matches.waitFor();
    await button("Next match").click();
    await matches.filter({ hasText: "1 of 4" }).waitFor();
    await at.page.locator('[aria-selected="true"]').filter({ hasText: "needle one" }).waitFor();
    await button("Previous match").click();
    await matches.filter({ hasText: "4 of 4" }).waitFor();
    await at.page.locator('[aria-selected="true"]').filter({ hasText: "needle two" }).waitFor();
    await at.page.keyboard.press("F3");
    await matches.filter({ hasText: "1 of 4" }).waitFor();
    await search.press("Escape");
    expect(await search.inputValue()).toBe("");
  });

  it("leaves the field its room, also in a narrow window", async () => {
    await connectToWs("hello");
    await at.page.setViewportSize({ width: 1000, height: 700 });
    const search = at.page.getByRole("textbox", { name: "Search payloads" });
    const before = await search.boundingBox();
    await search.fill("hello");
    await button("Only matches").waitFor();
    expect(await search.boundingBox()).toEqual(before);
    expect(before?.width).toBeGreaterThan(100);
  });

  it("says that an expression cannot be used", async () => {
    await connectToWs("hello");
    await at.page.getByRole("textbox", { name: "Search payloads" }).fill("/(/");
    await at.notice.filter({ hasText: "not a regular expression" }).waitFor();
  });
});

describe("filtering", () => {
  it("narrows down by kind and size, names what is in force, and takes it away again", async () => {
    await connectToWs("short", "a message that is longer");
    await button("Filter").click();
    const filter = at.page.getByRole("dialog", { name: "Filter" });
    await filter.getByText("messages", { exact: true }).click();
    await expect.poll(rowCount).toBe(4);
    await filter.getByRole("textbox", { name: "At least, bytes" }).fill("10");
    await expect.poll(rowCount).toBe(2);
    expect(await violations(at)).toEqual([]);
    await at.page.keyboard.press("Escape");
    await button("Take away the filter messages").click();
    await button("Take away the filter ≥ 10 B").click();
    await expect.poll(rowCount).toBe(6);
  });

  it("by event and namespace, and by connection where several stand side by side", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${socketIo.port}`);
    await at.connect();
    await at.isConnected();
    await at.row("welcome").waitFor();
    await connectToWs("from the other");
    await at.page.getByRole("button", { name: /^live/ }).click();
    await at.row("welcome").waitFor();
    await button("Filter").click();
    const filter = at.page.getByRole("dialog", { name: "Filter" });
    await filter.getByText("welcome").click();
    await expect.poll(rowCount).toBe(1);
    await filter.getByText("welcome").click();
    const connections = filter.getByRole("group", { name: "Connections" });
    await connections.getByText(`127.0.0.1:${ws.port}`).click();
    await at.row("from the other").waitFor();
    await expect.poll(rowCount).toBe(4);
  });
});

describe("time", () => {
  it("is shown in ms or µs, as the step from the row above, or from a chosen row", async () => {
    await connectToWs("one", "two");
    await at.row("connected").first().waitFor();
    await button("Times and layout").click();
    const look = at.page.getByRole("dialog", { name: "Times and layout" });
    await look.getByRole("radio", { name: "ms", exact: true }).click();
    await expect.poll(() => at.row("received").or(at.row("one")).first().textContent()).toMatch(/\.\d{3}\D/);
    await look.getByRole("radio", { name: "Since the row above" }).click();
    await at.row("one").filter({ hasText: /^\+\d/ }).waitFor();
    expect(await violations(at)).toEqual([]);
    await at.page.keyboard.press("Escape");
    await at.row("one").click();
    await at.page.keyboard.press("r");
    await at
      .row("one")
      .filter({ hasText: /^\+0 µs/ })
      .waitFor();
    await at.row("Connecting").filter({ hasText: /^−/ }).waitFor();
    await at.page.keyboard.press("r");
    await at
      .row("one")
      .filter({ hasText: /^\d\d:|^\.\d/ })
      .waitFor();
  });

  it("can be jumped to", async () => {
    await connectToWs("one");
    await at.write("Message", "flood 20000 16");
    await at.send();
    await expect.poll(rowCount, { timeout: 20_000 }).toBe(20_005);
    await grid().focus();
    await at.page.keyboard.press("Home");
    const first = await at.row("Connecting").textContent();
    await at.page.keyboard.press("End");
    await at.page.locator('[aria-rowindex="20005"][aria-selected="true"]').waitFor();
    await button("Times and layout").click();
    const time = at.page.getByRole("textbox", { name: "Go to the time" });
    await time.fill("25:00");
    await time.press("Enter");
    expect(await time.getAttribute("aria-invalid")).toBe("true");
    await time.fill(/\d\d:\d\d:\d\d\.\d{3} \d{3}/.exec(first ?? "")?.[0] ?? "");
    await time.press("Enter");
    await at.page.locator('[aria-rowindex="1"][aria-selected="true"]').waitFor();
  });
});

describe("several connections", () => {
  it("stand merged, each by its name, and as a sequence diagram", async () => {
    await connectToWs("alice here");
    await connectToWs("bob here");
    await at.page.getByRole("button", { name: /^live/ }).click();
    await at.row("alice here").waitFor();
    await at.row("bob here").waitFor();
    await button("Times and layout").click();
    await at.page.getByRole("radio", { name: "Sequence diagram" }).click();
    await at.page.keyboard.press("Escape");
    // A line down for each of the two and one for the server, and an arrow.
    const drawing = at.row("alice here").locator("svg").nth(1);
    expect(await drawing.locator("line").count()).toBe(4);
    await grid().focus();
    await at.page.getByRole("tooltip").waitFor({ state: "detached" });
    expect(await violations(at)).toEqual([]);
  });

  it("are parted by a separator when one connects again", async () => {
    await connectToWs("before");
    await at.page.getByRole("button", { name: "Disconnect" }).click();
    await at.row("Closed").waitFor();
    await at.connect();
    await at.isConnected();
    const again = at.page.getByRole("row", { name: /state Connecting/ });
    await expect.poll(() => again.count()).toBe(2);
    const lines = await again.evaluateAll((rows) =>
      rows.map((row) => getComputedStyle(row, "::before").borderTopStyle),
    );
    expect(lines).toEqual(["none", "dashed"]);
    await at.row("before").waitFor();
  });
});

describe("a mark", () => {
  it("with a note stays on its row, is sought by, and outlives the page", async () => {
    await connectToWs("something odd", "nothing special");
    await at.row("received").or(at.row("something odd")).first().click();
    await button("Mark").click();
    await at.page.getByRole("radio", { name: "Red" }).click();
    await at.page.getByRole("textbox", { name: "Note" }).fill("ask Mei");
    await button("Put mark").click();
    await at.page.keyboard.press("Escape");
    await at.row("ask Mei").waitFor();
    await at.page.reload();
    await at.row("ask Mei").waitFor();
    await button("Filter").click();
    await at.page.getByText("Marked rows").click();
    await expect.poll(rowCount).toBe(1);
    await at.page.keyboard.press("Escape");
    await at.row("ask Mei").click();
    await at.page.keyboard.press("m");
    await expect.poll(rowCount).toBe(0);
  });
});

describe("an event and its ack", () => {
  it("are paired with the latency, and one leads to the other", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${socketIo.port}`);
    await at.connect();
    await at.isConnected();
    await at.fill("Event name", "ask");
    await at.page.getByText("Ack", { exact: true }).click();
    await at.send();
    await at.row("ask", /ack \d/).click();
    await at.detail.getByRole("button", { name: "Open its ack" }).click();
    await at.page.locator('[aria-selected="true"]').filter({ hasText: "ack of ask" }).waitFor();
    await grid().focus();
    await at.page.keyboard.press("p");
    await at.page
      .locator('[aria-selected="true"]')
      .filter({ hasText: /ack \d/ })
      .waitFor();
  });
});
