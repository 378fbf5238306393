import { launchChromium, type PeerProcess, startSocketIo } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type HandshakeServer, startHandshakes } from "./handshakes.js";
import { openPage, type WorkbenchPage } from "./page.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

/** The reference product's two guides, step by step, as a person would follow them. */

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

const rows = (text: string | RegExp) =>
  at.page.getByRole("grid", { name: "Timeline" }).getByRole("row").filter({ hasText: text });

describe("the WebSocket guide", () => {
  let server: HandshakeServer;
  beforeAll(async () => {
    server = await startHandshakes();
  });
  afterAll(() => server.stop());

  it("create, connect, send text, JSON and binary, read the timeline, format", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/`);
    await at.connect();
    await at.isConnected();

    await at.write("Message", "all lines clear");
    await at.send();
    await at.page.getByRole("row", { name: /received text all lines clear/ }).waitFor();

    await at.choose("JSON");
    await at.write("Message", '{"signal":"red","tracks":[1,2]}');
    await at.page.getByRole("button", { name: /^Format/ }).click();
    expect(
      await at.page.getByRole("textbox", { name: "Message", exact: true }).locator(".cm-line").count(),
    ).toBeGreaterThan(4);
    await at.page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => rows(/"signal": ?"red"/).count()).toBe(2);
    await rows(/"signal": ?"red"/)
      .last()
      .click();
    await at.detail.getByRole("tree").waitFor();

    await at.choose("Binary");
    await at.write("Message", "de ad be ef");
    await at.send();
    await expect.poll(() => rows("de ad be ef").count()).toBe(2);

    await at.page.getByRole("button", { name: "Disconnect" }).click();
    await at.page.getByRole("status").filter({ hasText: "Closed at" }).waitFor();
  });

  it("use {{token}} in the address, a header, a param and a saved message; save and open it again", async () => {
    await at.page.keyboard.press("Alt+KeyE");
    const environments = at.page.getByRole("dialog", { name: "Environments" });
    await environments.getByRole("button", { name: "New environment" }).click();
    await environments.getByRole("textbox", { name: "Name of the new environment" }).fill("staging");
    await at.page.keyboard.press("Enter");
    await environments.getByRole("region", { name: "staging" }).waitFor();
    await environments.getByRole("textbox", { name: "Name of variable 1" }).fill("token");
    await environments.getByRole("textbox", { name: "Value of variable 1" }).fill("t0k3n");
    await environments.getByRole("button", { name: "Save" }).click();
    await at.page.getByRole("button", { name: /^Environment: / }).click();
    await at.page.getByRole("menuitemradio", { name: "staging" }).click();

    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/{{token}}`);
    await at.section("Params");
    await at.fill("Name of param 1", "auth");
    await at.fill("Value of param 1", "{{token}}");
    await at.section("Headers");
    await at.fill("Name of header 1", "X-Token");
    await at.fill("Value of header 1", "{{token}}");
    await at.section("Message");
    await at.write("Message", "I am {{token}}");
    await at.page.getByRole("button", { name: "Save current" }).click();
    await at.page.getByRole("dialog").getByRole("textbox", { name: "Name of the message" }).fill("who");
    await at.page.keyboard.press("Enter");

    await at.page.keyboard.press("ControlOrMeta+s");
    const save = at.page.getByRole("dialog", { name: "Save request" });
    await save.getByRole("textbox", { name: "Name" }).fill("with a token");
    await save.getByRole("button", { name: "Save" }).click();
    await at.node("with a token").waitFor();
    await at.page.keyboard.press("Alt+KeyX");
    await at.node("with a token").click();

    await at.connect();
    await at.isConnected();
    await rows("/t0k3n?auth=t0k3n").first().waitFor();
    await rows("x-token").first().click();
    await at.detail.getByText("t0k3n").first().waitFor();
    await at.page
      .getByRole("region", { name: "Saved messages" })
      .getByRole("button", { name: /^who/ })
      .click();
    await at.send();
    await at.page.getByRole("row", { name: /received text I am t0k3n/ }).waitFor();
  });
});

describe.each([2, 3, 4] as const)("the Socket.IO guide against a stock v%i server", (version) => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await startSocketIo(version);
  });
  afterAll(() => peer.stop());

  it("create, force the version, emit with arguments and ack, listen to events of one's choice", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${peer.port}/chat`);
    await at.section("Settings");
    await at.page.getByRole("radio", { name: `v${version}` }).click();
    expect(await at.page.getByRole("textbox", { name: "Handshake path" }).count()).toBe(1);
    await at.connect();
    await at.isConnected();
    await rows("welcome").first().waitFor();

    await at.section("Message");
    await at.fill("Event name", "ask");
    await at.write("Argument 0", '{"room": "lobby"}');
    await at.page.getByRole("button", { name: "Add an argument" }).click();
    await at.choose("Text");
    await at.write("Argument 1", "號誌正常");
    await at.page.getByText("Ack", { exact: true }).click();
    await at.send();
    await rows("ack of ask").first().waitFor();
    await rows(/ask.*號誌正常/)
      .first()
      .click();
    await at.detail.getByRole("tab", { name: "Argument 1" }).click();
    await at.detail.getByRole("tabpanel").getByText("號誌正常").first().waitFor();

    await at.section("Events");
    await at.page.getByRole("textbox", { name: "Event to listen to" }).fill("user_joined");
    await at.page.keyboard.press("Enter");
    await at.page.getByRole("checkbox", { name: "Listen to user_joined" }).waitFor();
    await at.page.getByRole("radio", { name: "Only these" }).click();
    await at.section("Message");
    await at.fill("Event name", "announce");
    await at.page.getByText("Ack", { exact: true }).click();
    await at.page.getByRole("tab", { name: /^0 · / }).click();
    await at.write("Argument 0", '"user_joined"');
    await at.send();
    await at.page.getByRole("row", { name: /received user_joined/ }).waitFor();
    await expect.poll(() => rows("welcome").count()).toBe(0);
    // What was not listened to is not lost.
    await at.section("Events");
    await at.page.getByRole("radio", { name: "All events" }).click();
    await rows("welcome").first().waitFor();
  });
});
