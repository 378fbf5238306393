import { afterEach, expect, test } from "vitest";
import { prepareMessage, type WebSocketServer } from "../../src/index.js";
import { messages, pair, serve, until } from "../support.js";

let server: WebSocketServer;
afterEach(async () => {
  await server.shutdown({ timeoutMs: 0 });
});

test.each([false, true])("one message for many, compression %s", async (perMessageDeflate) => {
  server = await serve({ perMessageDeflate });
  const pairs: Awaited<ReturnType<typeof pair>>[] = [];
  while (pairs.length < 5) pairs.push(await pair(server));
  const received = pairs.map(({ client }) => messages(client, 3));
  const bytes = Buffer.from("bytes");
  const prepared = [prepareMessage("text"), prepareMessage(bytes), prepareMessage("x".repeat(100_000))];
  bytes.fill(0);
  for (const message of prepared) for (const { peer } of pairs) peer.send(message);
  expect(await Promise.all(received)).toEqual(Array(5).fill(["text", "bytes", "x".repeat(100_000)]));
});

test("a client masks a prepared message for itself", async () => {
  server = await serve();
  const { client, peer } = await pair(server);
  const received = until(peer, "message");
  await new Promise((resolve) => client.send(prepareMessage("text", { binary: true }), resolve));
  const [data, isBinary] = await received;
  expect([String(data), isBinary]).toEqual(["text", true]);
});
