import { chromium } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import type { WebSocketServer } from "../../src/index.js";
import { serve, urlOf } from "../support.js";

let server: WebSocketServer;
afterEach(async () => {
  await server.shutdown({ timeoutMs: 0 });
});

test("Chromium's WebSocket: text, bytes, compression, close", async () => {
  server = await serve({ perMessageDeflate: true });
  const closes: string[] = [];
  server.on("connection", (websocket) => {
    websocket.on("message", (data, isBinary) => websocket.send(data as Buffer, { binary: isBinary }));
    websocket.on("close", (code, reason) => closes.push(`${code} ${reason}`));
  });
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    const seen = await page.evaluate(async (url) => {
      const websocket = new WebSocket(url, ["a", "b"]);
      websocket.binaryType = "arraybuffer";
      const next = (type: string) =>
        new Promise<Event>((resolve) => websocket.addEventListener(type, resolve, { once: true }));
      await next("open");
      const echo = async (data: string | Uint8Array<ArrayBuffer>) => {
        const message = next("message");
        websocket.send(data);
        return ((await message) as MessageEvent).data;
      };
      const text = await echo("hello ".repeat(1000));
      const bytes = new Uint8Array(await echo(new Uint8Array(70_000).fill(9)));
      const close = next("close");
      websocket.close(3000, "done");
      const { code, reason, wasClean } = (await close) as CloseEvent;
      return {
        protocol: websocket.protocol,
        extensions: websocket.extensions,
        textIsSame: text === "hello ".repeat(1000),
        bytesAreSame: bytes.length === 70_000 && bytes.every((byte) => byte === 9),
        close: { code, reason, wasClean },
      };
    }, urlOf(server));
    expect(seen).toEqual({
      protocol: "a",
      extensions: "permessage-deflate",
      textIsSame: true,
      bytesAreSame: true,
      close: { code: 3000, reason: "done", wasClean: true },
    });
    expect(closes).toEqual(["3000 done"]);
  } finally {
    await browser.close();
  }
}, 60_000);
