import { createServer } from "node:http";
import { expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "../../src/index.js";
import { closed, pair, RawPeer, serve, until, urlOf } from "../support.js";

test("shutdown tells the peers, waits for them and ends", async () => {
  const server = await serve();
  const clients = [(await pair(server)).client, (await pair(server)).client];
  const ends = clients.map(closed);
  await server.shutdown({ reason: "maintenance" });
  expect(await Promise.all(ends)).toEqual(Array(2).fill({ code: 1001, reason: "maintenance" }));
  expect(server.clients.size).toBe(0);
  const late = new WebSocket(`ws://127.0.0.1:1`);
  late.on("error", () => {});
  await closed(late);
});

test("shutdown does not wait for a peer that does not answer", async () => {
  const server = await serve();
  const peer = await RawPeer.open(server);
  const rest = peer.rest();
  await server.shutdown({ code: 1012, timeoutMs: 20 });
  expect((await rest).toString("latin1")).toBe("\x88\x02\x03\xf4");
});

test.each([true, false])(
  "shutdown on an HTTP server leaves that to its owner, tracking %s",
  async (clientTracking) => {
    const http = createServer();
    await until(http.listen(0, "127.0.0.1"), "listening");
    const server = new WebSocketServer({ server: http, clientTracking });
    const client = new WebSocket(urlOf(http));
    await until(client, "open");
    const end = closed(client);
    await server.shutdown();
    expect((await end).code).toBe(1001);
    expect(http.listening).toBe(true);
    http.close();
  },
);

test("shutdown twice, and after close", async () => {
  const server = await serve();
  await Promise.all([server.shutdown(), server.shutdown()]);
  await server.shutdown();
  const other = await serve();
  other.close();
  await other.shutdown();
  expect(other.clients.size).toBe(0);
});

test("a handshake that is still being verified when the server closes is refused", async () => {
  const server = await serve({
    verifyClient: (_info, callback) => server.close(() => {}) === undefined && callback(true),
  });
  const client = new WebSocket(urlOf(server));
  const failure = until(client, "error");
  expect((await failure)[0]).toMatchObject({ message: "Unexpected server response: 503" });
});
