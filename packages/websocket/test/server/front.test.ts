import { createServer } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "../../src/index.js";
import { portOf, RawPeer, requestText, serve, until } from "../support.js";

let server: WebSocketServer;
afterEach(async () => {
  await server.shutdown({ timeoutMs: 0 });
});

test("the request of a handshake is the one Node's parser would hand out", async () => {
  const request = requestText({
    line: "GET /path?query HTTP/1.1",
    headers: {
      Cookie: ["a=1", "b=2"],
      "X-Twice": ["one", "two"],
      "User-Agent": ["first", "second"],
      "X-Mixed-Case": "  value\t",
      __proto__x: "safe",
    },
  });
  const http = createServer();
  await until(http.listen(0, "127.0.0.1"), "listening");
  server = await serve();
  const seen = [server, new WebSocketServer({ server: http })].map(async (one) => {
    const connection = until(one, "connection");
    const peer = await RawPeer.connect(portOf(one));
    peer.socket.write(request);
    const [
      ,
      { method, url, headers, headersDistinct, rawHeaders, httpVersion, httpVersionMajor, upgrade, socket },
    ] = await connection;
    const remote = socket.remoteAddress;
    peer.socket.destroy();
    return {
      method,
      url,
      headers,
      headersDistinct,
      rawHeaders,
      httpVersion,
      httpVersionMajor,
      upgrade,
      remote,
    };
  });
  const [fast, parsed] = await Promise.all(seen);
  expect(fast).toEqual(JSON.parse(JSON.stringify(parsed)));
  expect(fast?.headers.cookie).toBe("a=1; b=2");
  http.close();
});

test.each([1, 7])("a handshake in pieces of %i bytes", async (size) => {
  server = await serve();
  const connection = until(server, "connection");
  const peer = await RawPeer.connect(portOf(server));
  peer.socket.setNoDelay(true);
  const request = Buffer.from(requestText());
  for (let at = 0; at < request.length; at += size) {
    peer.socket.write(request.subarray(at, at + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await peer.head()).toContain(" 101 ");
  const [websocket] = (await connection) as [WebSocket];
  const received = until(websocket, "message");
  peer.send({ opcode: 1, payload: Buffer.from("hello") });
  expect(String((await received)[0])).toBe("hello");
});

test("frames that come with the handshake are not lost", async () => {
  server = await serve();
  server.on("connection", (websocket) => {
    websocket.on("message", (data) => websocket.send(`got ${data}`));
  });
  const peer = await RawPeer.connect(portOf(server));
  const frames = Buffer.from([0x81, 0x81, 0, 0, 0, 0, 65, 0x81, 0x81, 0, 0, 0, 0, 66]);
  peer.socket.write(Buffer.concat([Buffer.from(requestText()), frames]));
  await peer.head();
  expect((await peer.take(14)).toString("latin1")).toBe("\x81\x05got A\x81\x05got B");
});

test("other requests reach the HTTP server: one answer, then the next on the same connection", async () => {
  server = await serve();
  const peer = await RawPeer.connect(portOf(server));
  const get = "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n";
  for (let count = 0; count < 2; count++) {
    peer.socket.write(get);
    expect(await peer.head()).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/);
    expect((await peer.take(16)).toString()).toBe("Upgrade Required");
  }
  peer.socket.write(requestText());
  expect(await peer.head()).toContain(" 101 ");
});

test.each([
  ["a head that is too large", requestText({ headers: { "X-Long": "a".repeat(20_000) } }), 431],
  ["no HTTP at all", "hello there\r\n\r\n", 400],
  ["a bare line feed", requestText().replace("\r\nUpgrade", "\nUpgrade"), 400],
  ["a missing Host", requestText({ headers: { Host: undefined } }), 400],
  ["HTTP/1.0", requestText({ line: "GET / HTTP/1.0" }), 400],
])("%s is refused", async (_name, request, status) => {
  server = await serve();
  const peer = await RawPeer.connect(portOf(server));
  peer.socket.write(request);
  expect(await peer.head()).toContain(`HTTP/1.1 ${status} `);
  await peer.rest();
});

test("a peer that connects, is reset or leaves without a word harms nobody", async () => {
  server = await serve();
  const sockets = Array.from({ length: 200 }, () => connect(portOf(server), "127.0.0.1"));
  await Promise.all(sockets.map((socket) => until(socket, "connect")));
  const gone = sockets.map((socket) => until(socket, "close"));
  sockets.forEach((socket, index) => {
    if (index % 2 === 0) socket.resetAndDestroy();
    else socket.destroy();
  });
  await Promise.all(gone);
  const peer = await RawPeer.open(server);
  peer.send({ opcode: 9, payload: Buffer.from("alive") });
  expect((await peer.take(7)).toString("latin1")).toBe("\x8a\x05alive");
});

test("closing ends sockets that have asked for nothing", async () => {
  server = await serve();
  const silent = await RawPeer.connect(portOf(server));
  const peer = await RawPeer.open(server);
  const end = silent.rest();
  server.close();
  await end;
  expect(peer.ended).toBe(false);
});
