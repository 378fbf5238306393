import { readFile } from "node:fs/promises";
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
  await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}`);
  await at.connect();
  await at.isConnected();
});
afterEach(async () => {
  await at.page.context().close();
  await workbench.stop();
});

const received = (text: string) =>
  at.page.getByRole("row", { name: new RegExp(`received .*${text}`) }).first();
/** The lines of the payload in its editor. */
const shownText = async () => {
  const editor = at.detail.getByRole("textbox", { name: "Payload" });
  return (await editor.locator(".cm-line").allTextContents()).join("\n");
};
const clipboard = () => at.page.evaluate(() => navigator.clipboard.readText());

/** Sends a message and opens the row of its echo. */
async function openEcho(kind: "Text" | "Binary", body: string, shown = body): Promise<void> {
  await at.choose(kind);
  await at.write("Message", body);
  await at.send();
  await received(shown.replace(/[<>[\]{}()/.*+?^$|\\]/g, ".")).click();
}

describe("the detail of a message", () => {
  it("shows XML formatted, and as it came", async () => {
    await openEcho("Text", "<order><line track='7'/><line track='8'/></order>", "<order>");
    await at.detail.getByText("XML").waitFor();
    await expect
      .poll(() => shownText())
      .toContain("<order>\n  <line track='7'/>\n  <line track='8'/>\n</order>");
    await at.detail.getByRole("radio", { name: "Raw" }).click();
    await expect.poll(() => shownText()).toContain("<order><line track='7'/><line track='8'/></order>");
    expect(at.complaints).toEqual([]);
  });

  it("draws HTML in a frame in which no script runs and nothing is fetched", async () => {
    const requests: string[] = [];
    at.page.on("request", (request) => requests.push(request.url()));
    const html =
      "<!doctype html><html><body><h1>Signals</h1><script>parent.document.title='pwned';document.title='pwned'</script>" +
      "<img src='http://127.0.0.1:9/x.png' onerror=\"parent.document.title='pwned'\"></body></html>";
    await openEcho("Text", html, "<!doctype");
    await at.detail.getByRole("radio", { name: "Preview" }).click();
    const frame = at.page.frameLocator('iframe[title="Preview of the HTML, without scripts"]');
    await frame.getByRole("heading", { name: "Signals" }).waitFor();
    expect(await at.page.title()).not.toBe("pwned");
    expect(await frame.locator("body").evaluate(() => document.title)).toBe("");
    expect(requests.filter((url) => url.includes("x.png"))).toEqual([]);
  });

  it("decodes MessagePack, and shows its bytes, Base64 and raw text", async () => {
    // {"signal": "red", "track": 18446744073709551615}
    await openEcho("Binary", "82a67369676e616ca3726564a5747261636bcfffffffffffffffff", "82 a6 73");
    await at.detail.getByRole("tree").getByText("18446744073709551615").waitFor();
    expect(await violations(at)).toEqual([]);
    await at.detail.getByRole("radio", { name: "Hex" }).click();
    await at.detail.getByRole("group", { name: "Payload" }).getByText("cf", { exact: true }).waitFor();
    await at.detail.getByRole("radio", { name: "Base64" }).click();
    await at.detail.getByText("gqZzaWduYWyjcmVkpXRyYWNrz///////////").waitFor();
    await at.detail.getByRole("radio", { name: "Raw" }).click();
    await expect.poll(() => shownText()).toContain("signal");
    expect(at.complaints).toEqual([]);
  });

  it("says what each byte is, by mouse from either side and by keyboard", async () => {
    await openEcho("Text", "all lines clear");
    await at.detail.getByRole("tab", { name: "Frame" }).click();
    const bytes = at.detail.getByRole("group", { name: "Original bytes" });
    await bytes.locator('[data-byte="1"]').first().hover();
    await at.detail.getByRole("status").filter({ hasText: "byte 1" }).waitFor();
    await at.detail
      .getByRole("row", { name: /Payload/ })
      .last()
      .hover();
    await at.detail.getByRole("status").filter({ hasText: "byte 2" }).waitFor();
    await bytes.focus();
    await at.page.keyboard.press("Home");
    await at.detail.getByRole("status").filter({ hasText: "byte 0" }).waitFor();
    await at.detail.getByRole("status").filter({ hasText: "FIN" }).waitFor();
    expect(at.complaints).toEqual([]);
  });

  it("is saved to a file whole, also where only its beginning is shown", { timeout: 60_000 }, async () => {
    await at.write("Message", `flood 1 ${8 * 1024 * 1024}`);
    await at.send();
    await at.row("8.4 MB").click();
    await at.detail.getByText("The first 262 kB of 8.4 MB").waitFor();
    const saving = at.page.waitForEvent("download");
    await at.detail.getByRole("button", { name: "Save" }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(/^signalbox-\d+\.txt$/);
    expect(await readFile(await download.path())).toHaveLength(8 * 1024 * 1024);
  });

  it("is copied as JSON, as commands and as code", async () => {
    await openEcho("Text", "all lines clear");
    const copyAs = async (form: string) => {
      await at.detail.getByRole("button", { name: "Copy as" }).click();
      await at.page.getByRole("menuitem", { name: form }).click();
      await at.detail
        .getByRole("status")
        .filter({ hasText: `Copied: ${form}` })
        .waitFor();
      return clipboard();
    };
    expect(await copyAs("Payload")).toBe("all lines clear");
    expect(JSON.parse(await copyAs("Row as JSON"))).toMatchObject({
      kind: "message",
      direction: "received",
      content: ["all lines clear"],
    });
    const url = `ws://127.0.0.1:${ws.port}`;
    expect(await copyAs("wscat command")).toBe(`wscat --connect ${url} --execute 'all lines clear'\n`);
    expect(await copyAs("websocat command")).toContain("websocat --no-close --null-terminated");
    expect(await copyAs("ws code")).toContain('import WebSocket from "ws";');
    expect(await copyAs("Browser code")).toContain(`new WebSocket("${url}")`);
    expect(await copyAs("Python code")).toContain("import websockets");
    expect(at.complaints).toEqual([]);
  });

  it("is sent again, or taken into the editor and sent changed", async () => {
    await openEcho("Text", "once more");
    await at.detail.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => at.page.getByRole("row", { name: /sent text once more/ }).count()).toBe(2);
    await at.write("Message", "something else");
    await at.detail.getByRole("button", { name: "Edit and send" }).click();
    const editor = at.page.getByRole("textbox", { name: "Message", exact: true });
    await editor.getByText("once more").waitFor();
    expect(at.complaints).toEqual([]);
  });
});

describe("the detail of an event", () => {
  it("is copied as socket.io-client code with its arguments", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${socketIo.port}/chat`);
    await at.connect();
    await at.isConnected();
    await at.fill("Event name", "echo");
    await at.write("Argument 0", '{"track": 7}');
    await at.send();
    await at.page.getByRole("row", { name: /sent echo/ }).click();
    await at.detail.getByRole("button", { name: "Copy as" }).click();
    await at.page.getByRole("menuitem", { name: "socket.io-client code" }).click();
    await at.detail.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    const code = await clipboard();
    expect(code).toContain(`io("http://127.0.0.1:${socketIo.port}/chat"`);
    expect(code).toContain('socket.emit("echo", {"track":7})');
    expect(at.complaints).toEqual([]);
  });

  it("mutes a noisy event, and shows it again", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${socketIo.port}/chat`);
    await at.connect();
    await at.isConnected();
    await at.fill("Event name", "typing");
    await at.send();
    const typing = at.page.getByRole("row", { name: /sent typing/ });
    await typing.click();
    await at.detail.getByRole("button", { name: "Mute typing" }).click();
    await typing.waitFor({ state: "detached" });
    await at.detail.getByRole("button", { name: "Show typing again" }).click();
    await typing.waitFor();
    expect(at.complaints).toEqual([]);
  });
});
