import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { launchChromium, type PeerProcess, startSocketIo, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { type HandshakeServer, startHandshakes } from "./handshakes.js";
import { openPage, type WorkbenchPage } from "./page.js";
import { selfSigned } from "./self-signed.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let server: HandshakeServer;
let workbench: RunningWorkbench;
let at: WorkbenchPage;

beforeAll(async () => {
  [browser, server, workbench] = await Promise.all([launchChromium(), startHandshakes(), startWorkbench()]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([server.stop(), workbench.stop()]);
});
beforeEach(async () => {
  at = await openPage(browser, workbench.url);
});
afterEach(async () => {
  expect(at.complaints).toEqual([]);
  while ((await at.page.getByRole("button", { name: "Close tab" }).count()) > 0) {
    await at.page.keyboard.press("Alt+KeyX");
  }
  await at.page.context().close();
});

/** What the server was asked for, as it tells the client. */
async function handshake(): Promise<{ readonly url: string; readonly headers: Record<string, string> }> {
  await at.row('{"url"').click();
  await at.detail.getByRole("radio", { name: "Raw" }).click();
  const text = await at.detail
    .getByText(/^\{"url":/)
    .first()
    .textContent();
  return JSON.parse(text ?? "{}") as { url: string; headers: Record<string, string> };
}

describe("the sections of a WebSocket request", () => {
  it("keep the rows of the query in step with the address, both ways", async () => {
    await at.newTab("WebSocket", "ws://h/a?lang=en&flag");
    await at.section("Params");
    expect(await at.text("Name of param 1")).toBe("lang");
    expect(await at.text("Value of param 1")).toBe("en");
    await at.fill("Value of param 1", "zh TW");
    await at.fill("Name of param 3", "room");
    await at.fill("Value of param 3", "lobby");
    expect(await at.text("URL")).toBe("ws://h/a?lang=zh%20TW&flag&room=lobby");
    await at.page.getByRole("checkbox", { name: "Send param 1" }).press("Space");
    expect(await at.text("URL")).toBe("ws://h/a?flag&room=lobby");
    await at.fill("URL", "ws://h/a?flag&room=attic");
    expect(await at.text("Value of param 1")).toBe("zh TW");
    expect(await at.text("Value of param 3")).toBe("attic");
    await at.page.getByRole("button", { name: "Remove param 3" }).click();
    expect(await at.text("URL")).toBe("ws://h/a?flag");
  });

  it("reach the server: headers, cookies, authorization, origin, subprotocol", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/room?q=1`);
    await at.section("Headers");
    await at.fill("Name of header 1", "X-Track");
    await at.fill("Value of header 1", "7");
    await at.fill("Name of header 2", "X-Off");
    await at.fill("Value of header 2", "no");
    await at.page.getByRole("checkbox", { name: "Send header 2" }).press("Space");
    await at.section("Cookies");
    await at.fill("Name of cookie 1", "session");
    await at.fill("Value of cookie 1", "s1");
    await at.section("Auth");
    await at.page.getByRole("radio", { name: "Basic" }).click();
    await at.fill("Username", "mei");
    await at.fill("Password", "secret");
    await at.section("Settings");
    await at.fill("Origin", "https://app.example");
    await at.page.getByRole("textbox", { name: "Subprotocols" }).fill("chat, chat.v2");
    await at.connect();
    await at.isConnected();
    const { url, headers } = await handshake();
    expect(url).toBe("/room?q=1");
    expect(headers).toMatchObject({
      "x-track": "7",
      cookie: "session=s1",
      authorization: `Basic ${Buffer.from("mei:secret").toString("base64")}`,
      origin: "https://app.example",
      "sec-websocket-protocol": "chat,chat.v2",
    });
    expect(headers).not.toHaveProperty("x-off");
  });

  it("say so when they are edited while connected, and apply at a reconnect", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/`);
    await at.connect();
    await at.isConnected();
    const changed = at.page.getByRole("status").filter({ hasText: "Reconnect to apply the changes." });
    expect(await changed.count()).toBe(0);
    await at.section("Headers");
    await at.fill("Name of header 1", "X-Late");
    await at.fill("Value of header 1", "yes");
    await changed.waitFor();
    await at.page.getByRole("button", { name: "Reconnect" }).click();
    await changed.waitFor({ state: "detached" });
    await at.row("x-late").waitFor();
  });

  it("hide a password until it is asked for", async () => {
    await at.newTab("WebSocket", "ws://h");
    await at.section("Auth");
    await at.page.getByRole("radio", { name: "Bearer" }).click();
    await at.fill("Token", "abc");
    await at.page.getByRole("button", { name: "Show Token" }).click();
    await at.page.getByRole("button", { name: "Hide Token" }).click();
  });
});

describe("a failed connect explains itself", () => {
  it("with the step, the answer's status, headers and body, and what to try", async () => {
    const ws = await startWs();
    await at.newTab("WebSocket", `ws://127.0.0.1:${ws.port}/status/401`);
    await at.connect();
    const alert = at.notice.filter({ hasText: "401" });
    await alert.waitFor();
    expect(await alert.textContent()).toContain("Add credentials");
    const steps = at.page.getByRole("list", { name: "Steps to the connection" }).getByRole("listitem");
    const words = await steps.allTextContents();
    expect(words.at(-1)).toContain("HTTP handshake");
    expect(words.at(-1)).toContain("failed");
    expect(words.at(-2)).toContain("passed");
    await at.page.getByRole("button", { name: "Show the answer" }).click();
    const answer = at.page.getByRole("region", { name: "The server’s answer" }).first();
    expect(await answer.textContent()).toContain("refused with 401");
    expect(await answer.textContent()).toMatch(/content-type/i);
    await ws.stop();
  });

  it("for a certificate that nobody vouches for, which one request may do without", async () => {
    const tls = createTlsServer(selfSigned);
    const wss = new WebSocketServer({ server: tls });
    tls.listen(0, "127.0.0.1");
    await once(tls, "listening");
    await at.newTab("WebSocket", `wss://localhost:${(tls.address() as AddressInfo).port}/`);
    await at.connect();
    await at.notice.filter({ hasText: "is signed by itself" }).waitFor();
    const steps = at.page.getByRole("list", { name: "Steps to the connection" });
    await steps.getByText("TLS handshake").waitFor();
    await at.section("Settings");
    await at.page.getByText("Check TLS certificates").click();
    await at.page.getByText("anybody in between can read and change this connection").waitFor();
    await at.connect();
    await at.isConnected();
    for (const client of wss.clients) client.terminate();
    tls.close();
  });

  it("for a proxy that is not there", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/`);
    await at.section("Settings");
    await at.fill("Proxy", "http://127.0.0.1:9");
    await at.connect();
    await at.notice.filter({ hasText: "proxy" }).waitFor();
  });

  it("for a plain HTTP server behind the address", async () => {
    const http: Server = createServer((_request, response) => response.end("<h1>hello</h1>"));
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    await at.newTab("WebSocket", `ws://127.0.0.1:${(http.address() as AddressInfo).port}/`);
    await at.connect();
    await at.notice.filter({ hasText: "like a plain HTTP server" }).waitFor();
    await at.newTab("WebSocket", `wss://127.0.0.1:${(http.address() as AddressInfo).port}/`);
    await at.connect();
    await at.notice.filter({ hasText: "answers without TLS" }).waitFor();
    http.closeAllConnections();
    http.close();
  });

  it("for a Socket.IO server opened as a WebSocket, and a wrong handshake path", async () => {
    const io = await startSocketIo(4);
    await at.newTab("WebSocket", `ws://127.0.0.1:${io.port}/socket.io/`);
    await at.connect();
    await at.notice.filter({ hasText: "This is a Socket.IO server" }).waitFor();
    await at.newTab("Socket.IO", `http://127.0.0.1:${io.port}`);
    await at.section("Settings");
    await at.fill("Handshake path", "/elsewhere");
    await at.connect();
    await at.notice.filter({ hasText: "/elsewhere" }).waitFor();
    await io.stop();
  });
});

describe("the settings of a Socket.IO request", () => {
  let io: PeerProcess;
  beforeAll(async () => {
    io = await startSocketIo(4);
  });
  afterAll(() => io.stop());

  const transport = async (name: string) => {
    await at.page.getByRole("button", { name: /Transports/ }).click();
    await at.page.getByRole("option", { name }).click();
  };

  it.each([
    ["Polling only", "polling"],
    ["Polling, then upgrade to WebSocket", "websocket"],
    ["WebSocket, polling if it fails", "websocket"],
  ])("connect by %s", async (name, _last) => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${io.port}/chat`);
    await at.section("Settings");
    await transport(name);
    await at.connect();
    await at.isConnected();
    await at.row("welcome").waitFor();
  });

  it("join further namespaces with an auth payload of their own, and send to them", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${io.port}`);
    await at.section("Settings");
    await at.page.getByRole("button", { name: "Add a namespace" }).click();
    await at.fill("Namespace 1", "/guarded");
    await at.fill("Auth payload of namespace 1", '{"token":"secret"}');
    await at.connect();
    await at.isConnected();
    await at.row("welcome", "/guarded").waitFor();
    await at.section("Message");
    await at.page.getByRole("button", { name: /namespace/ }).click();
    await at.page.getByRole("option", { name: "/guarded" }).click();
    await at.fill("Event name", "ask");
    await at.page.getByText("Ack", { exact: true }).click();
    await at.send();
    await at.row("ack of ask").waitFor();
  });

  it("send the auth payload, variables and all", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${io.port}/guarded`);
    await at.section("Auth");
    await at.write("Auth payload (JSON)", '{"token": "secret"}');
    await at.connect();
    await at.isConnected();
  });

  it("connect again by themselves when told to", async () => {
    await at.newTab("Socket.IO", `http://127.0.0.1:${io.port}`);
    await at.section("Settings");
    await at.page.getByText("Reconnect by itself").click();
    await at.fill("First delay (ms)", "50");
    await at.connect();
    await at.isConnected();
    await at.section("Message");
    await at.fill("Event name", "cut-me");
    await at.send();
    await expect
      .poll(() =>
        at.page
          .getByRole("grid", { name: "Timeline" })
          .getByRole("row")
          .filter({ hasText: "welcome" })
          .count(),
      )
      .toBe(2);
  });
});
