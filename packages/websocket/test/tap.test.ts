import { createServer } from "node:http";
import type { FrameRecord, HandshakeRecord, MessageRecord } from "@signalbox/wire";
import { afterEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "../src/index.js";
import { sendFrame } from "../src/raw.js";
import { closed, pair, portOf, RawPeer, serve, until, urlOf } from "./support.js";

let server: WebSocketServer | undefined;
afterEach(async () => {
  await server?.shutdown({ timeoutMs: 0 });
  server = undefined;
});

function recorder() {
  const handshakes: HandshakeRecord[] = [];
  const frames: FrameRecord[] = [];
  const messages: MessageRecord[] = [];
  const tap = {
    handshake: (record: HandshakeRecord) => handshakes.push(record),
    frame: (record: FrameRecord) => frames.push(record),
    message: (record: MessageRecord) => messages.push(record),
  };
  return { tap, handshakes, frames, messages };
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("latin1");
const shape = ({ direction, opcode, fin, rsv, payload }: FrameRecord) => [
  direction,
  opcode,
  fin,
  rsv,
  text(payload),
];

test("both sides see the bytes of the handshake as they crossed the wire", async () => {
  const [ours, theirs] = [recorder(), recorder()];
  server = await serve({ tap: theirs.tap });
  server.on("headers", (lines) => lines.push("X-Server: yes"));
  const { client } = await pair(server, {
    tap: ours.tap,
    headers: { "X-Client": "yes" },
    origin: "http://o",
  });
  const [sent] = ours.handshakes;
  const [received] = theirs.handshakes;
  expect(text(sent?.request)).toBe(text(received?.request));
  expect(text(sent?.request)).toMatch(/^GET \/ HTTP\/1\.1\r\nX-Client: yes\r\n(.*\r\n)+\r\n$/);
  expect(text(sent?.response)).toBe(text(received?.response));
  expect(text(sent?.response)).toMatch(
    /^HTTP\/1\.1 101 Switching Protocols\r\n(.*\r\n)*X-Server: yes\r\n\r\n$/,
  );
  expect([sent?.role, sent?.status, received?.role, received?.status]).toEqual([
    "client",
    101,
    "server",
    101,
  ]);
  expect(sent?.durationMs).toBeGreaterThan(0);
  client.terminate();
});

test("what a client records of its request is what a server reads", async () => {
  const { tap, handshakes } = recorder();
  const http = createServer().listen(0, "127.0.0.1");
  await until(http, "listening");
  const requests: string[] = [];
  http.on("connection", (socket) => {
    socket.prependListener("data", (chunk) => requests.push(text(chunk)));
  });
  http.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 403 No\r\nContent-Length: 4\r\n\r\nnono"));
  const client = new WebSocket(`ws://user:pass@127.0.0.1:${portOf(http)}/a?b`, ["p", "q"], { tap });
  client.on("error", () => {});
  await closed(client);
  if (handshakes.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(text(handshakes[0]?.request)).toBe(requests.join(""));
  expect(text(handshakes[0]?.response)).toBe("HTTP/1.1 403 No\r\nContent-Length: 4\r\n\r\n");
  expect(handshakes[0]).toMatchObject({ status: 403 });
  http.close();
});

test("a refusal is told with its status and body, on both sides", async () => {
  const [ours, theirs] = [recorder(), recorder()];
  server = await serve({
    tap: () => theirs.tap,
    verifyClient: (_info, callback) => callback(false, 403, "not you"),
  });
  const client = new WebSocket(urlOf(server), [], { tap: ours.tap });
  client.on("error", () => {});
  client.on("unexpected-response", (_request, response) => response.resume());
  while (ours.handshakes.length === 0) await new Promise((resolve) => setImmediate(resolve));
  for (const { handshakes } of [ours, theirs]) {
    expect(handshakes[0]).toMatchObject({ status: 403 });
    expect(text(handshakes[0]?.body)).toBe("not you");
  }
  expect(text(ours.handshakes[0]?.response)).toBe(text(theirs.handshakes[0]?.response));
});

test("a handshake that nobody answers is told without a response", async () => {
  const { tap, handshakes } = recorder();
  const client = new WebSocket("ws://127.0.0.1:1", [], { tap });
  client.on("error", () => {});
  await closed(client);
  expect(handshakes).toHaveLength(1);
  expect(handshakes[0]).not.toHaveProperty("response");
  expect(handshakes[0]).not.toHaveProperty("status");
});

test("frames and messages of both directions, with sizes on the wire", async () => {
  const { tap, frames, messages } = recorder();
  server = await serve();
  const { client, peer } = await pair(server, { tap, perMessageDeflate: false });
  peer.on("message", (data, isBinary) => peer.send(data as Buffer, { binary: isBinary }));
  client.send("one ", { fin: false });
  client.send("two");
  await until(client, "message");
  client.ping("p");
  await until(client, "pong");
  const end = closed(client);
  client.close(1000, "x");
  await end;
  expect(frames.map(shape)).toEqual([
    ["sent", 1, false, 0, "one "],
    ["sent", 0, true, 0, "two"],
    ["received", 1, true, 0, "one two"],
    ["sent", 9, true, 0, "p"],
    ["received", 10, true, 0, "p"],
    ["sent", 8, true, 0, "\x03\xe8x"],
    ["received", 8, true, 0, "\x03\xe8x"],
  ]);
  expect(frames.map(({ head }) => head.length)).toEqual([6, 6, 2, 6, 2, 6, 2]);
  expect(messages.map(({ at: _at, data, ...rest }) => ({ ...rest, data: text(data) }))).toEqual([
    { direction: "sent", isBinary: false, data: "one two", wireBytes: 19, frames: 2, compressed: false },
    { direction: "received", isBinary: false, data: "one two", wireBytes: 9, frames: 1, compressed: false },
  ]);
  expect(Math.abs((frames[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
});

test("compressed messages show their compressed frame and their own size", async () => {
  const { tap, frames, messages } = recorder();
  server = await serve({ perMessageDeflate: true, tap });
  const { client, peer } = await pair(server, { perMessageDeflate: { threshold: 0 } });
  const received = until(peer, "message");
  client.send("compress me ".repeat(50));
  await received;
  expect(frames[0]).toMatchObject({ direction: "received", opcode: 1, rsv: 4 });
  expect(messages[0]).toMatchObject({ compressed: true, frames: 1 });
  expect(messages[0]?.data.length).toBe(600);
  expect(messages[0]?.wireBytes).toBe((frames[0]?.head.length ?? 0) + (frames[0]?.payload.length ?? 0));
  expect(messages[0]?.wireBytes).toBeLessThan(100);
});

test("a wrong frame sent on purpose is seen as it went out", async () => {
  const { tap, frames } = recorder();
  server = await serve();
  const { client, peer } = await pair(server, { tap });
  peer.on("error", () => {});
  const end = closed(client);
  sendFrame(client, { opcode: 3, rsv: 1, payload: "?", mask: 0 });
  await end;
  expect(shape(frames[0] as FrameRecord)).toEqual(["sent", 3, true, 1, "?"]);
  expect(text(frames[0]?.head)).toBe("\x93\x81\0\0\0\0");
});

test("what a tap keeps does not change when the application changes its message", async () => {
  const { tap, frames, messages } = recorder();
  server = await serve({ tap });
  const peer = await RawPeer.open(server);
  const [websocket] = server.clients;
  const received = new Promise<void>((resolve) => {
    websocket?.on("message", (data) => {
      (data as Buffer).fill(0);
      resolve();
    });
  });
  peer.send({ opcode: 2, payload: Buffer.from("kept") });
  await received;
  expect([text(frames[0]?.payload), text(messages[0]?.data)]).toEqual(["kept", "kept"]);
});

test("a request in pieces and one over an HTTP server are told too", async () => {
  const { tap, handshakes } = recorder();
  const http = createServer().listen(0, "127.0.0.1");
  await until(http, "listening");
  server = new WebSocketServer({ server: http, tap });
  const client = new WebSocket(urlOf(http));
  await until(client, "open");
  expect(text(handshakes[0]?.request)).toMatch(/^GET \/ HTTP\/1\.1\r\n(.*\r\n)+\r\n$/);
  client.terminate();
  http.close();
});
