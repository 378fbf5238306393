import { launchChromium, type PeerProcess, startSocketIo, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
import { violations } from "./violations.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let workbench: RunningWorkbench;
let ws: PeerProcess;
let socketIo: PeerProcess;

beforeAll(async () => {
  [browser, workbench, ws, socketIo] = await Promise.all([
    launchChromium(),
    startWorkbench(),
    startWs(),
    startSocketIo(4),
  ]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([workbench.stop(), ws.stop(), socketIo.stop()]);
});

async function leave(at: WorkbenchPage): Promise<void> {
  // A tab that is closed ends its connection: the next test begins with an empty page.
  while ((await at.page.getByRole("button", { name: "Close tab" }).count()) > 0) {
    await at.page.keyboard.press("Alt+KeyX");
  }
  await at.page.context().close();
}

describe.each(["dark", "light"] as const)("axe-core finds nothing in the %s theme", (theme) => {
  it("on every screen", { timeout: 60_000 }, async () => {
    const own = await startWorkbench();
    onTestFinished(() => own.stop());
    const at = await openPage(browser, own.url, { theme });
    const { page } = at;
    await page.getByRole("heading", { name: "See a connection at work" }).waitFor();
    expect(await violations(at)).toEqual([]);

    await page.getByRole("button", { name: /chat room A/ }).click();
    await at.row("ack of chat_message").click();
    await at.detail.getByRole("tree").waitFor();
    expect(await violations(at)).toEqual([]);

    await at.detail.getByRole("tab", { name: "Frame" }).click();
    await at.detail.getByRole("group", { name: "Original bytes" }).focus();
    expect(await violations(at)).toEqual([]);

    for (const tab of ["Headers", "Settings"]) {
      await page.getByRole("tab", { name: tab }).click();
      expect(await violations(at)).toEqual([]);
    }

    await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}/status/403`);
    await at.connect();
    await at.notice.filter({ hasText: "403" }).waitFor();
    expect(await violations(at)).toEqual([]);

    await page.getByRole("button", { name: /^live/ }).click();
    await at.row("welcome").waitFor();
    expect(await violations(at)).toEqual([]);

    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("dialog").waitFor();
    expect(await violations(at)).toEqual([]);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "shortcuts" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await violations(at)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(at.complaints).toEqual([]);
    await page.context().close();
  });
});

describe("the page", () => {
  it("shows something that moves within five seconds of one click", async () => {
    const at = await openPage(browser, workbench.url);
    const before = performance.now();
    await at.page.getByRole("button", { name: /echo A/ }).click();
    await at.page.getByRole("row", { name: /received text Hello, Signalbox/ }).waitFor();
    expect(performance.now() - before).toBeLessThan(5_000);
    await leave(at);
  });

  it("speaks the browser's language first, and the other when told to", async () => {
    const at = await openPage(browser, workbench.url, { locale: "zh-TW" });
    await at.page.getByRole("heading", { name: "看看連線如何運作" }).waitFor();
    expect(await at.page.locator("html").getAttribute("lang")).toBe("zh-TW");
    await at.page.getByRole("radio", { name: "EN" }).click();
    await at.page.getByRole("heading", { name: "See a connection at work" }).waitFor();
    await at.page.reload();
    await at.page.getByRole("heading", { name: "See a connection at work" }).waitFor();
    await leave(at);
  });

  it("follows the system's theme, or the chosen one", async () => {
    const at = await openPage(browser, workbench.url, { theme: "light" });
    const html = at.page.locator("html");
    expect(await html.getAttribute("data-theme")).toBe("light");
    await at.page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => html.getAttribute("data-theme")).toBe("dark");
    await at.page.getByRole("button", { name: "Theme" }).click();
    await at.page.getByRole("menuitemradio", { name: "Light" }).click();
    expect(await html.getAttribute("data-theme")).toBe("light");
    await at.page.reload();
    expect(await html.getAttribute("data-theme")).toBe("light");
    await leave(at);
  });

  it("can be used by keyboard alone", async () => {
    const at = await openPage(browser, workbench.url);
    const { keyboard } = at.page;
    await keyboard.press("Alt+KeyW");
    await keyboard.insertText(`ws://127.0.0.1:${ws.port}`);
    await keyboard.press("Enter");
    await at.isConnected();
    await keyboard.press("Alt+KeyM");
    await keyboard.insertText("by keyboard");
    await keyboard.press("ControlOrMeta+Enter");
    await at.page.getByRole("row", { name: /received text by keyboard/ }).waitFor();
    await keyboard.press("Alt+KeyT");
    await keyboard.press("End");
    await at.detail.getByRole("tab", { name: "Payload" }).waitFor();
    await keyboard.press("Enter");
    await keyboard.press("ArrowRight");
    await at.detail.getByRole("tab", { name: "Frame", selected: true }).waitFor();
    await keyboard.press("Alt+KeyF");
    await keyboard.insertText("no such thing");
    await at.page.getByText("No row matches.").waitFor();
    await keyboard.press("Escape");
    await at.page.getByRole("row", { name: /received text by keyboard/ }).waitFor();
    await keyboard.press("ControlOrMeta+k");
    await keyboard.insertText("disconnect");
    await keyboard.press("Enter");
    await at.page.getByRole("status").filter({ hasText: "Closed at" }).waitFor();
    await keyboard.press("?");
    await at.page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await keyboard.press("Escape");
    expect(at.complaints).toEqual([]);
    await leave(at);
  });

  it("keeps several connections open while their tabs are left, over a reload too", async () => {
    const at = await openPage(browser, workbench.url);
    await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}`);
    await at.connect();
    await at.isConnected();
    await at.newTab("Socket.IO", `http://127.0.0.1:${socketIo.port}`);
    await at.connect();
    await at.isConnected();
    await at.page.reload();
    await at.page
      .getByRole("tablist", { name: "Open tabs" })
      .getByRole("img", { name: "Connected" })
      .nth(1)
      .waitFor();
    await at.page.getByRole("tab", { name: /^WS/ }).click();
    await at.isConnected();
    await at.row("Connected").waitFor();
    await leave(at);
  });

  it("names each byte that is walked over", async () => {
    const at = await openPage(browser, workbench.url);
    await at.newTab("Socket.IO", `http://127.0.0.1:${socketIo.port}/chat`);
    await at.connect();
    await at.row("welcome").click();
    const dump = at.detail.getByRole("group", { name: "Original bytes" });
    await dump.focus();
    await at.detail.getByRole("status").filter({ hasText: "Opcode: text" }).waitFor();
    for (let i = 0; i < 3; i++) await at.page.keyboard.press("ArrowRight");
    await at.detail.getByRole("status").filter({ hasText: "Packet type: EVENT" }).waitFor();
    await leave(at);
  });

  it("says calmly that the line to the workbench is cut, and comes back by itself", async () => {
    const at = await openPage(browser, workbench.url);
    let cut = async () => {};
    let isDown = false;
    await at.page.routeWebSocket(/socket\.io/, (socket) => {
      if (isDown) {
        void socket.close();
        return;
      }
      socket.connectToServer();
      cut = () => socket.close();
    });
    await at.page.reload();
    await at.page.getByText("capturing", { exact: true }).waitFor();
    isDown = true;
    await cut();
    await at.page.getByText("The workbench does not answer.").waitFor();
    isDown = false;
    await at.page.getByText("The workbench does not answer.").waitFor({ state: "detached" });
    await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}`);
    await at.connect();
    await at.isConnected();
    await leave(at);
  });

  it("asks for the new address when the workbench was started anew", async () => {
    const own = await startWorkbench();
    const at = await openPage(browser, own.url);
    await at.page.getByRole("heading", { name: "See a connection at work" }).waitFor();
    await own.stop("SIGKILL");
    await at.page.getByText("The workbench does not answer.").waitFor();
    await own.restart();
    await at.page.getByText("The workbench was started anew.").waitFor();
    await at.page.context().close();
    await own.stop();
  });
});
