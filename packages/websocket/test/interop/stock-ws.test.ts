import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "../../src/index.js";
import type { Api } from "../parity/scenario.js";
import { closed, until, urlOf } from "../support.js";

const stock: Api = createRequire(import.meta.url)("ws");
const ours = WebSocket as unknown as Api;

const options: [string, boolean | object][] = [
  ["no compression", false],
  ["compression", true],
  ["a server without context takeover", { serverNoContextTakeover: true }],
  ["a client without context takeover", { clientNoContextTakeover: true }],
  ["neither side with context takeover", { serverNoContextTakeover: true, clientNoContextTakeover: true }],
  ["small windows", { serverMaxWindowBits: 9, clientMaxWindowBits: 10 }],
  ["the smallest window of a server", { serverMaxWindowBits: 8 }],
  ["its own zlib options", { zlibDeflateOptions: { level: 1, memLevel: 3, chunkSize: 512 }, threshold: 0 }],
];

/** Short and long, the same again and again, noise, and what compresses a thousandfold. */
const payloads = [
  "",
  "a",
  "the same text ".repeat(10),
  ...Array.from({ length: 30 }, (_, index) => JSON.stringify({ index, text: "something that comes again" })),
  randomBytes(3_000),
  "x".repeat(1_000_000),
  randomBytes(200_000),
  ...Array.from({ length: 50 }, (_, index) => `line ${index % 7} `.repeat(index * 20)),
];

let stop = () => {};
afterEach(() => stop());

describe.each([
  ["our server, ws as client", ours, stock],
  ["ws as server, our client", stock, ours],
])("%s", (_name, serverApi, clientApi) => {
  test.each(options)("%s", async (_option, perMessageDeflate) => {
    const server = new serverApi.Server({ port: 0, host: "127.0.0.1", perMessageDeflate });
    stop = () => {
      for (const websocket of server.clients) websocket.terminate();
      server.close();
    };
    await until(server, "listening");
    server.on("connection", (websocket) => {
      websocket.on("message", (data, isBinary) => websocket.send(data, { binary: isBinary }));
    });
    const client = new clientApi(urlOf(server), {
      perMessageDeflate: perMessageDeflate ? { threshold: 0 } : false,
    });
    await until(client, "open");
    expect(client.extensions).toBe(perMessageDeflate ? "permessage-deflate" : "");

    const all = new Promise<void>((resolve) => {
      let next = 0;
      client.on("message", (data, isBinary) => {
        const sent = payloads[next++] ?? "";
        expect(isBinary).toBe(typeof sent !== "string");
        expect(Buffer.compare(data as Buffer, Buffer.from(sent))).toBe(0);
        if (next === payloads.length) resolve();
      });
    });
    for (const payload of payloads) client.send(payload);
    await all;

    client.removeAllListeners("message");
    const joined = until(client, "message");
    client.send("in ", { fin: false });
    client.send("three ", { fin: false });
    client.send("parts");
    expect(String((await joined)[0])).toBe("in three parts");

    const pong = until(client, "pong");
    client.ping("are you there?");
    expect(String((await pong)[0])).toBe("are you there?");
    const end = closed(client);
    client.close(4000, "enough");
    expect(await end).toEqual({ code: 4000, reason: "enough" });
  });
});
