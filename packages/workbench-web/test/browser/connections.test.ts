import { launchChromium, type PeerProcess, startSocketIo, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let workbench: RunningWorkbench;
let at: WorkbenchPage;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  workbench = await startWorkbench();
  at = await openPage(browser, workbench.url);
});
afterEach(async () => {
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
  await workbench.stop();
});

describe("a stock ws server", () => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await startWs();
  });
  afterAll(() => peer.stop());

  it("echoes text, JSON and binary into the timeline and its detail", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${peer.port}`);
    await at.connect();
    await at.isConnected();

    await at.write("Message", "all lines clear");
    await at.send();
    for (const direction of ["sent", "received"]) {
      await at.page.getByRole("row", { name: new RegExp(`${direction} text all lines clear`) }).waitFor();
    }

    await at.choose("JSON");
    await at.write("Message", '{"signal":"red","track":9007199254740993}');
    await at.page.keyboard.press("ControlOrMeta+Enter");
    await at.row('"signal":"red"').click();
    await at.detail.getByRole("tree").getByText("9007199254740993").waitFor();
    await at.detail.getByRole("radio", { name: "Raw" }).click();
    await at.detail.getByText('{"signal":"red","track":9007199254740993}').waitFor();

    await at.choose("Binary");
    await at.write("Message", "de ad be ef");
    await at.send();
    const binary = at.row("binary", "de ad be ef");
    await binary.click();
    await at.detail.getByRole("tab", { name: "Frame" }).click();
    await at.detail.getByText("Masking key", { exact: false }).first().waitFor();
    await at.detail.getByText("Opcode: binary").first().waitFor();
  });

  it("says how the server closed the connection", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${peer.port}`);
    await at.connect();
    await at.isConnected();
    await at.write("Message", "close 1008 not today");
    await at.send();
    const ended = at.page.getByRole("status").filter({ hasText: "Closed at" });
    await ended.waitFor();
    expect(await ended.textContent()).toContain("1008");
    expect(await ended.textContent()).toContain("Policy violation");
    expect(await ended.textContent()).toContain("not today");
  });

  it("shows the status and the body of a refusal", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${peer.port}/status/404`);
    await at.connect();
    await at.notice.filter({ hasText: "404" }).waitFor();
    expect(await at.notice.textContent()).toContain("Check the path.");
    const problem = at.detail.getByRole("region", { name: "Problem" });
    await problem.getByText("HTTP_REFUSED").waitFor();
    expect(await problem.locator("pre").textContent()).toContain("404");
  });

  it("says that nothing listens on a port", async () => {
    await at.newTab("WebSocket", "ws://127.0.0.1:9");
    await at.connect();
    await at.notice.filter({ hasText: "Nothing listens on port 9 of 127.0.0.1." }).waitFor();
  });

  it("refuses text that is not JSON, and sends it when told to", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${peer.port}`);
    await at.connect();
    await at.isConnected();
    await at.choose("JSON");
    await at.write("Message", '{"half": ');
    await at.send();
    await at.notice.filter({ hasText: "not JSON: line 1" }).waitFor();
    await at.page.getByRole("button", { name: "Send as text anyway" }).click();
    await at.row('{"half":').waitFor();
  });

  it("shows a long flood by its newest rows and every row by scrolling", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${peer.port}`);
    await at.connect();
    await at.isConnected();
    await at.write("Message", "flood 20000 32");
    await at.send();
    const grid = at.page.getByRole("grid", { name: "Timeline" });
    await expect
      .poll(async () => Number(await grid.getAttribute("aria-rowcount")), { timeout: 15_000 })
      .toBe(20_003);
    await grid.focus();
    await at.page.keyboard.press("Home");
    await at.row("Connecting").waitFor();
    await at.page.keyboard.press("End");
    await at.page.locator('[aria-rowindex="20003"][aria-selected="true"]').waitFor();
    expect(await at.page.getByRole("row").count()).toBeLessThan(80);
  });

  it("shows a message of 64 MiB in part, and more of it when asked", { timeout: 60_000 }, async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${peer.port}`);
    await at.connect();
    await at.isConnected();
    await at.write("Message", `flood 1 ${64 * 1024 * 1024}`);
    await at.send();
    await at.row("67.1 MB").click();
    await at.detail.getByText("The first 262 kB of 67.1 MB").waitFor();
    await at.detail.getByRole("button", { name: "Show more" }).click();
    await at.detail.getByText("The first 1 MB of 67.1 MB").waitFor();
    // The page still answers: another message comes and goes.
    await at.write("Message", "still here");
    await at.send();
    await at.page.getByRole("row", { name: /received text still here/ }).waitFor();
  });

  it("pauses the view without losing a row, and filters by direction and text", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${peer.port}`);
    await at.connect();
    await at.isConnected();
    await at.page.getByRole("button", { name: "Pause" }).click();
    await at.write("Message", "while paused");
    await at.send();
    await at.page.getByRole("button", { name: "Resume +2" }).waitFor();
    expect(await at.page.getByRole("row", { name: /while paused/ }).count()).toBe(0);
    await at.page.getByRole("button", { name: "Resume" }).click();
    await at.page.getByRole("row", { name: /received text while paused/ }).waitFor();

    await at.page.getByRole("button", { name: "Sent" }).click();
    await expect.poll(() => at.page.getByRole("row", { name: /while paused/ }).count()).toBe(1);
    await at.page.getByRole("button", { name: "Sent" }).click();
    await at.page.getByRole("textbox", { name: "Search payloads" }).fill("/PAUSED$/i");
    await expect.poll(() => at.page.getByRole("row").count()).toBe(2);
  });
});

describe.each([2, 3, 4] as const)("a stock Socket.IO %i server", (version) => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await startSocketIo(version);
  });
  afterAll(() => peer.stop());

  it("is found out by auto, and answers an event with JSON, text, binary and an ack", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${peer.port}`);
    await at.connect();
    await at.isConnected();
    await at.page.getByRole("button", { name: `Socket.IO auto · v${version}` }).waitFor();
    await at.row("welcome").waitFor();

    await at.page.getByRole("textbox", { name: "Event name" }).fill("ask");
    await at.write("Argument 0", '{"track": 7}');
    await at.page.getByRole("button", { name: "Add an argument" }).click();
    await at.choose("Text");
    await at.write("Argument 1", "號誌正常");
    await at.page.getByRole("button", { name: "Add an argument" }).click();
    await at.choose("Binary");
    await at.write("Argument 2", "01 02 ff");
    await at.page.getByText("Ack", { exact: true }).click();
    await at.send();

    await at.row("ack of ask").click();
    await at.detail.getByRole("button", { name: "Open its event" }).click();
    await at.detail.getByRole("tab", { name: "Argument 1" }).click();
    await at.detail.getByRole("tabpanel").getByText("號誌正常").waitFor();
    await at.detail.getByRole("tab", { name: "Argument 2" }).click();
    await at.detail.getByRole("group", { name: "Argument 2" }).getByText("ff").waitFor();
    await at.row("ask", /ack \d/).waitFor();
  });

  it("is spoken to in the version that was chosen, on the namespace of the URL", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${peer.port}/chat`);
    await at.page.getByRole("button", { name: "Socket.IO auto" }).click();
    await at.page.getByRole("menuitemradio", { name: `Version ${version}` }).click();
    await at.connect();
    await at.isConnected();
    await at.page.getByRole("textbox", { name: "Event name" }).fill("echo");
    await at.write("Argument 0", "[1, 2]");
    await at.send();
    await expect.poll(() => at.page.getByRole("row").filter({ hasText: "[1,2]" }).count()).toBe(2);
    await at.row("echo", "[1,2]").click();
    await at.detail.getByRole("tree").waitFor();
    await at.detail.getByRole("tab", { name: "Frame" }).click();
    await at.detail.getByText("Namespace: /chat").first().waitFor();
  });

  it("says why a namespace was refused", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${peer.port}/guarded`);
    await at.connect();
    await at.notice.filter({ hasText: "/guarded" }).waitFor();
  });
});
