import { WebSocket as UndiciWebSocket } from "undici";
import { afterEach, expect, test } from "vitest";
import type { WebSocketServer } from "../../src/index.js";
import { serve, until, urlOf } from "../support.js";

let server: WebSocketServer;
afterEach(async () => {
  await server.shutdown({ timeoutMs: 0 });
});

test.each([false, true])("undici's WebSocket, compression %s", async (perMessageDeflate) => {
  server = await serve({ perMessageDeflate });
  const connection = until(server, "connection");
  const client = new UndiciWebSocket(urlOf(server), ["chat"]);
  client.binaryType = "arraybuffer";
  const [peer] = await connection;
  peer.on("message", (data: Buffer, isBinary: boolean) => peer.send(data, { binary: isBinary }));
  await new Promise((resolve) => client.addEventListener("open", resolve, { once: true }));
  expect([client.protocol, client.extensions.startsWith("permessage-deflate")]).toEqual([
    "chat",
    perMessageDeflate,
  ]);
  const echo = (data: string | Uint8Array) =>
    new Promise((resolve) => {
      client.addEventListener("message", (event) => resolve(event.data), { once: true });
      client.send(data);
    });
  expect(await echo("grüß dich ".repeat(300))).toBe("grüß dich ".repeat(300));
  expect(await echo(new Uint8Array(100_000).fill(7))).toEqual(new Uint8Array(100_000).fill(7).buffer);
  const end = until(peer, "close");
  client.close(3001, "bye");
  expect((await end).map(String)).toEqual(["3001", "bye"]);
});
