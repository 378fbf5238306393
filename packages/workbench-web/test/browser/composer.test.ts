import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium, type PeerProcess, startSocketIo, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let ws: PeerProcess;
let io: PeerProcess;
let workbench: RunningWorkbench;
let at: WorkbenchPage;

beforeAll(async () => {
  [browser, ws, io, workbench] = await Promise.all([
    launchChromium(),
    startWs(),
    startSocketIo(4),
    startWorkbench(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([ws.stop(), io.stop(), workbench.stop()]);
});
beforeEach(async () => {
  at = await openPage(browser, workbench.url);
});
afterEach(async () => {
  expect(at.complaints).toEqual([]);
  while ((await at.page.getByRole("button", { name: "Close tab" }).count()) > 0) {
    await at.page.keyboard.press("Alt+KeyX");
    const discard = at.page.getByRole("button", { name: "Discard" });
    if ((await discard.count()) > 0) await discard.click();
  }
  await at.page.context().close();
});

async function webSocket(): Promise<void> {
  await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}`);
  await at.connect();
  await at.isConnected();
}

async function socketIo(): Promise<void> {
  await at.newTab("Socket.IO", `http://127.0.0.1:${io.port}`);
  await at.connect();
  await at.isConnected();
}

async function frame(name: string): Promise<void> {
  await at.page.getByRole("button", { name: "Frames" }).click();
  await at.page.getByRole("menuitem", { name }).click();
}

async function saveMessage(name: string, description = ""): Promise<void> {
  await at.page.getByRole("button", { name: "Save current" }).click();
  const dialog = at.page.getByRole("dialog", { name: "Save current" });
  await dialog.getByRole("textbox", { name: "Name of the message" }).fill(name);
  await dialog.getByRole("textbox", { name: "Description of the message" }).fill(description);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
}

const editor = (label: string) =>
  at.page.getByRole("textbox", { name: label, exact: true }).locator(".cm-line");
const rows = (text: string | RegExp) =>
  at.page.getByRole("grid", { name: "Timeline" }).getByRole("row").filter({ hasText: text });

describe("a WebSocket message", () => {
  it("is set out over lines as JSON, XML and HTML", async () => {
    await at.newTab("WebSocket", "ws://h");
    const beautified = async (kind: "JSON" | "XML" | "HTML", text: string) => {
      await at.choose(kind);
      await at.write("Message", text);
      await at.page.keyboard.press("Shift+Alt+KeyF");
      await expect.poll(() => editor("Message").count()).toBeGreaterThan(1);
      return editor("Message").allTextContents();
    };
    expect(await beautified("JSON", '{"a":{{n}}}')).toEqual(["{", '  "a": {{n}}', "}"]);
    expect(await beautified("XML", "<a><b>1</b></a>")).toEqual(["<a>", "  <b>1</b>", "</a>"]);
    expect(await beautified("HTML", "<p>hi<br></p>")).toEqual(["<p>", "  hi", "  <br>", "</p>"]);
  });

  it("is bytes written as Base64, a file of the project, or one that is picked, with its size", async () => {
    await webSocket();
    await at.choose("Binary");
    await at.choose("Base64");
    await at.write("Message", "3q2+7w==");
    await at.page.getByText("4 B", { exact: true }).first().waitFor();
    await at.send();
    await expect.poll(() => rows("de ad be ef").count()).toBe(2);

    await writeFile(join(workbench.project, "signal.bin"), Buffer.from("0102ff", "hex"));
    await at.choose("File");
    await at.fill("Path in the project’s folder", "signal.bin");
    await at.send();
    await expect.poll(() => rows("01 02 ff").count()).toBe(2);

    const chooser = at.page.waitForEvent("filechooser");
    await at.page.getByRole("button", { name: "Choose a file …" }).click();
    await (await chooser).setFiles({
      name: "picked.bin",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("0a0b0c", "hex"),
    });
    await at.page.getByText("picked.bin").waitFor();
    await at.send();
    await expect.poll(() => rows("0a 0b 0c").count()).toBe(2);
  });
});

describe("an event", () => {
  it("has arguments as tabs: added, moved, removed; binary inside JSON", async () => {
    await socketIo();
    await at.fill("Event name", "echo");
    await at.write("Argument 0", '{"file": {"$binary": "3q2+7w=="}}');
    await at.page.getByRole("button", { name: "Add an argument" }).click();
    await at.choose("Text");
    await at.write("Argument 1", "second");
    await at.page.getByRole("button", { name: "Move the argument to the left" }).click();
    await at.send();
    await expect.poll(() => rows(/echo.*second/).count()).toBe(2);
    await rows(/echo.*second/)
      .last()
      .click();
    await at.detail.getByRole("tab", { name: "Argument 0" }).click();
    await at.detail.getByRole("tabpanel").getByText("second").first().waitFor();
    await at.page.getByRole("button", { name: "Remove the argument" }).click();
    expect(await at.page.getByRole("tablist", { name: "Arguments" }).getByRole("tab").count()).toBe(1);
  });

  it("misses its acknowledgement after the time that was set", async () => {
    await socketIo();
    await at.fill("Event name", "never-answered");
    await at.page.getByText("Ack", { exact: true }).click();
    await at.page.getByRole("textbox", { name: "Acknowledgement timeout in milliseconds" }).fill("100");
    await at.send();
    await rows("No acknowledgement of “never-answered”").first().waitFor();
  });
});

it("a row is sent again, or edited first", async () => {
  await socketIo();
  await at.fill("Event name", "echo");
  await at.write("Argument 0", '{"track": 7}');
  await at.send();
  await expect.poll(() => rows('"track"').count()).toBe(2);
  await rows('"track"').last().click();
  await at.detail.getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => rows('"track"').count()).toBe(4);
  await at.fill("Event name", "something else");
  await rows('"track"').first().click();
  await at.detail.getByRole("button", { name: "Edit and send" }).click();
  await expect.poll(() => at.text("Event name")).toBe("echo");
});

describe("saved messages", () => {
  it("are named and described, used by a click, changed, sent and removed", async () => {
    await webSocket();
    await at.write("Message", "hello {{$timestamp}}");
    await saveMessage("greeting", "says hello");
    await at.write("Message", "something else");
    const pane = at.page.getByRole("region", { name: "Saved messages" });
    await pane.getByText("says hello").waitFor();
    await pane.getByRole("button", { name: /^greeting/ }).click();
    expect(await editor("Message").textContent()).toBe("hello {{$timestamp}}");
    await at.send();
    await rows(/hello \d{10}/)
      .first()
      .waitFor();

    await pane.getByRole("button", { name: "More for greeting" }).click();
    await at.page.getByRole("menuitem", { name: "Name and description" }).click();
    await at.page.getByRole("dialog").getByRole("textbox", { name: "Name of the message" }).fill("salute");
    await at.page.keyboard.press("Enter");
    await pane.getByRole("button", { name: /^salute/ }).waitFor();

    await pane.getByRole("button", { name: "More for salute" }).click();
    await at.page.getByRole("menuitem", { name: "Send", exact: true }).click();
    await expect.poll(() => rows(/sent|hello \d{10}/).count()).toBeGreaterThan(2);

    await pane.getByRole("button", { name: "More for salute" }).click();
    await at.page.getByRole("menuitem", { name: "Remove" }).click();
    await pane.getByRole("button", { name: /^salute/ }).waitFor({ state: "detached" });
  });

  it("lie in the request's file", async () => {
    await webSocket();
    await at.choose("JSON");
    await at.write("Message", '{"token": "{{token}}"}');
    await saveMessage("login");
    await at.page.keyboard.press("ControlOrMeta+s");
    const dialog = at.page.getByRole("dialog", { name: "Save request" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("with-messages");
    await dialog.getByRole("button", { name: "Save" }).click();
    const path = join(workbench.project, "requests", "with-messages.yaml");
    await expect.poll(() => readFile(path, "utf8").catch(() => "")).toContain("login");
    expect(await readFile(path, "utf8")).toContain("{{token}}");
  });
});

describe("repeating", () => {
  it("sends the message in the editor as often as asked", async () => {
    await webSocket();
    await at.write("Message", "again and again");
    await at.page.getByRole("button", { name: "Repeat …" }).click();
    const dialog = at.page.getByRole("dialog", { name: "Repeat" });
    await dialog.getByRole("textbox", { name: "Every (ms)" }).fill("10");
    await dialog.getByRole("textbox", { name: "Times" }).fill("5");
    await dialog.getByRole("button", { name: "Start" }).click();
    await expect.poll(() => rows("again and again").count()).toBe(10);
    await at.page.getByRole("button", { name: "Stop repeating" }).waitFor({ state: "detached" });
  });

  it("sends a list until it is stopped", async () => {
    await webSocket();
    for (const text of ["first", "second"]) {
      await at.write("Message", text);
      await saveMessage(text);
    }
    await at.page.keyboard.press("Alt+KeyA");
    const dialog = at.page.getByRole("dialog", { name: "Repeat" });
    await dialog.getByRole("radio", { name: "Saved messages" }).click();
    await dialog.getByRole("textbox", { name: "Every (ms)" }).fill("20");
    await dialog.getByRole("button", { name: "Start" }).click();
    await at.page.getByText(/^\d+ sent$/).waitFor();
    await rows("second").nth(2).waitFor();
    await at.page.getByRole("button", { name: "Stop repeating" }).click();
    await at.page.getByRole("button", { name: "Stop repeating" }).waitFor({ state: "detached" });
  });
});

describe("control frames and faults", () => {
  it("ping with a payload, and close with code and reason", async () => {
    await webSocket();
    await at.page.keyboard.press("Alt+KeyY");
    await frame("Send a ping …");
    const dialog = at.page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Payload" }).fill("are you there");
    await dialog.getByRole("button", { name: "Send" }).click();
    await rows(/pong.*are you there/)
      .first()
      .waitFor();

    await frame("Close with code and reason");
    await dialog.getByRole("textbox", { name: "Close code" }).fill("4001");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("shift ends");
    await dialog.getByRole("button", { name: "Close the connection" }).click();
    const ended = at.page.getByRole("status").filter({ hasText: "Closed at" });
    await ended.waitFor();
    expect(await ended.textContent()).toContain("4001");
    await ws.line((line) => line === "close 4001 shift ends");
  });

  it("fragments that the server puts together", async () => {
    await webSocket();
    await frame("Send in fragments …");
    await at.page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await at.page.getByRole("row", { name: /received text one message in several frames/ }).waitFor();
  });

  it.each([
    ["Send text that is not UTF-8", "1007", false],
    ["Send a frame without a mask", "1002", false],
    ["Set reserved bits …", "1002", true],
    ["Use a reserved opcode …", "1002", true],
  ] as const)("%s: the server ends it with %s", async (name, code, asks) => {
    await webSocket();
    await frame(name);
    if (asks) await at.page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    const ended = at.page.getByRole("status").filter({ hasText: "Closed at" });
    await ended.waitFor();
    expect(await ended.textContent()).toContain(code);
  });

  it("bytes as they are, less than a frame announces, and the end of our side only", async () => {
    await webSocket();
    await frame("Send raw bytes …");
    // A masked text frame with "hi", its mask all zero.
    await at.page.getByRole("dialog").getByRole("textbox", { name: "Bytes" }).fill("81 82 00 00 00 00 68 69");
    await at.page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await at.page.getByRole("row", { name: /received text hi/ }).waitFor();
    // The server takes what follows for the rest of that frame.
    await frame("Send less than the frame announces");
    await at.write("Message", "swallowed");
    await at.send();
    await at.page.getByRole("row", { name: /sent text swallowed/ }).waitFor();
    await frame("Half-close: end our side only");
    await at.page.getByRole("status").filter({ hasText: "Closed at" }).waitFor();
    expect(await at.page.getByRole("row", { name: /received text swallowed/ }).count()).toBe(0);
  });

  it("no answer to the server's pings, until they are answered again", async () => {
    await webSocket();
    await at.page.keyboard.press("Alt+KeyY");
    await frame("Stop or resume answering pings and heartbeats");
    await at.write("Message", "ping");
    await at.send();
    await at.page.getByRole("row", { name: /received ping/ }).waitFor();
    await at.write("Message", "after the ping");
    await at.send();
    await at.page.getByRole("row", { name: /received text after the ping/ }).waitFor();
    expect(await at.page.getByRole("row", { name: /sent pong/ }).count()).toBe(0);
    await frame("Stop or resume answering pings and heartbeats");
    await at.write("Message", "ping");
    await at.send();
    await at.page.getByRole("row", { name: /sent pong/ }).waitFor();
  });

  it("a reader that stops, and reads on", async () => {
    await webSocket();
    await frame("Stop or resume reading (slow reader)");
    await at.write("Message", "held back");
    await at.send();
    await at.page.getByRole("row", { name: /sent text held back/ }).waitFor();
    expect(await at.page.getByRole("row", { name: /received text held back/ }).count()).toBe(0);
    await frame("Stop or resume reading (slow reader)");
    await at.page.getByRole("row", { name: /received text held back/ }).waitFor();
  });
});

describe("reactions", () => {
  it("answer a message that matches, and store a value of it", async () => {
    await webSocket();
    await at.section("Reactions");
    await at.page.getByRole("button", { name: "Add a reaction" }).click();
    await at.page.getByRole("textbox", { name: "Payload contains" }).fill("ticket");
    await at.page.getByRole("button", { name: "Add a step" }).click();
    await at.page.getByRole("menuitem", { name: "Store a value" }).click();
    await at.page.getByRole("textbox", { name: "Variable" }).fill("ticket");
    await at.page.getByRole("textbox", { name: "JSONPath of the value" }).fill("$.ticket");
    await at.section("Message");
    await at.choose("JSON");
    await at.write("Message", '{"ticket": 77}');
    await at.send();
    await expect.poll(() => rows('"ticket"').count()).toBe(2);
    await at.choose("Text");
    await at.write("Message", "mine is {{ticket}}");
    await at.send();
    await rows("mine is 77").first().waitFor();
  });

  it("acknowledge an event that asks for it, and stop when switched off", async () => {
    await socketIo();
    await at.section("Reactions");
    await at.page.getByRole("button", { name: "Add a reaction" }).click();
    await at.page.getByRole("textbox", { name: "Event is" }).fill("question");
    await at.page.getByRole("button", { name: "Add a step" }).click();
    await at.page.getByRole("menuitem", { name: "Acknowledge" }).click();
    await at.write("Argument 0", "42");
    await at.section("Message");
    await at.fill("Event name", "ask-me");
    await at.send();
    await rows(/answered.*42/)
      .first()
      .waitFor();
  });
});
