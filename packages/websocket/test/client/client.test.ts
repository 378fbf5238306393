import { Agent, createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { WebSocketServer as Server, WebSocket, type WebSocketServer } from "../../src/index.js";
import { closed, message, pair, portOf, serve, until, urlOf } from "../support.js";

let server: WebSocketServer;
afterEach(async () => {
  await server?.shutdown({ timeoutMs: 0 });
});

async function requestOf(options: ConstructorParameters<typeof WebSocket>[2], url = urlOf(server)) {
  const connection = until(server, "connection");
  const client = new WebSocket(url, [], options);
  const [[, request]] = await Promise.all([connection, until(client, "open")]);
  client.terminate();
  return request;
}

test("headers, origin and credentials are sent", async () => {
  server = await serve();
  const { headers } = await requestOf(
    { origin: "http://example.com", headers: { "X-One": "1", Cookie: "a=b" } },
    `ws://user:pass@127.0.0.1:${portOf(server)}/`,
  );
  expect(headers).toMatchObject({
    origin: "http://example.com",
    "x-one": "1",
    cookie: "a=b",
    authorization: `Basic ${Buffer.from("user:pass").toString("base64")}`,
    host: `127.0.0.1:${portOf(server)}`,
  });
  expect(await requestOf({}, `ws://us%20er:p%3A%25@127.0.0.1:${portOf(server)}/`)).toMatchObject({
    headers: { authorization: `Basic ${Buffer.from("us er:p:%").toString("base64")}` },
  });
  expect(await requestOf({ auth: "a:b" })).toMatchObject({ headers: { authorization: "Basic YTpi" } });
});

test("protocolVersion 8 names the origin as the drafts did", async () => {
  server = await serve();
  const { headers } = await requestOf({ protocolVersion: 8, origin: "http://example.com" });
  expect(headers).toMatchObject({
    "sec-websocket-version": "8",
    "sec-websocket-origin": "http://example.com",
  });
});

test("agent, createConnection and localAddress decide about the socket", async () => {
  server = await serve();
  const agent = new Agent();
  let asked = 0;
  const addRequest = Reflect.get(agent, "addRequest");
  Object.assign(agent, {
    addRequest(...args: unknown[]) {
      asked++;
      return Reflect.apply(addRequest, agent, args);
    },
  });
  await requestOf({ agent });
  expect(asked).toBe(1);
  let opened: Socket | undefined;
  await requestOf({
    createConnection: () => {
      opened = connect(portOf(server), "127.0.0.1");
      return opened;
    },
  });
  expect(opened).toBeDefined();
  const { socket } = await requestOf({ localAddress: "127.0.0.2" });
  expect(socket.remoteAddress).toBe("127.0.0.2");
});

test("finishRequest gets the request before it is sent", async () => {
  server = await serve();
  const request = await requestOf({
    finishRequest: (given, websocket) => {
      given.setHeader("X-State", String(websocket.readyState));
      setImmediate(() => given.end());
    },
  });
  expect(request.headers["x-state"]).toBe("0");
});

test("generateMask makes the masking keys", async () => {
  server = await serve();
  const connection = until(server, "connection");
  const chunks: Buffer[] = [];
  const client = new WebSocket(urlOf(server), [], {
    perMessageDeflate: false,
    generateMask: (mask) => mask.fill(0x42),
  });
  const [peer] = await connection;
  peer._socket.prependListener("data", (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
  await until(client, "open");
  const received = message(peer);
  client.send("a");
  expect(await received).toBe("a");
  expect(Buffer.concat(chunks).toString("hex")).toBe(`818142424242${(0x61 ^ 0x42).toString(16)}`);
});

test("a Unix socket", async () => {
  const http = createServer();
  const path = join(tmpdir(), `signalbox-${process.pid}.sock`);
  await until(http.listen(path), "listening");
  server = new Server({ server: http });
  const connection = until(server, "connection");
  const client = new WebSocket(`ws+unix:${path}:/the/path?query`);
  const [, request] = await connection;
  expect(request.url).toBe("/the/path?query");
  await until(client, "open");
  client.terminate();
  http.close();
});

test("secrets do not follow a redirect to another server", async () => {
  server = await serve();
  const redirecting = createServer().on("upgrade", (request, socket) => {
    const to = request.url === "/away" ? urlOf(server) : `${urlOf(redirecting)}away`;
    socket.end(`HTTP/1.1 307 Temporary Redirect\r\nLocation: ${to}\r\n\r\n`);
  });
  await until(redirecting.listen(0, "127.0.0.1"), "listening");
  const seen: unknown[] = [];
  redirecting.prependListener("upgrade", (request) => seen.push(request.headers.authorization));
  const request = await requestOf(
    { followRedirects: true, headers: { Authorization: "secret", Cookie: "secret", "X-Other": "kept" } },
    urlOf(redirecting),
  );
  expect(seen).toEqual(["secret", "secret"]);
  expect(request.headers.authorization).toBeUndefined();
  expect(request.headers.cookie).toBeUndefined();
  expect(request.headers["x-other"]).toBe("kept");
  redirecting.close();
});

test("a redirect to what is no WebSocket URL fails", async () => {
  const redirecting = createServer().on("upgrade", (_request, socket) => {
    socket.end("HTTP/1.1 302 Found\r\nLocation: ftp://example.com\r\n\r\n");
  });
  await until(redirecting.listen(0, "127.0.0.1"), "listening");
  const client = new WebSocket(urlOf(redirecting), { followRedirects: true });
  const failure = until(client, "error");
  await closed(client);
  expect((await failure)[0]).toBeInstanceOf(SyntaxError);
  redirecting.close();
});

test("errors of the handshake have stable codes", async () => {
  server = await serve({ verifyClient: () => false });
  const client = new WebSocket(urlOf(server));
  expect((await until(client, "error"))[0]).toMatchObject({ code: "WS_ERR_UNEXPECTED_RESPONSE" });
  const early = new WebSocket(urlOf(server));
  early.close();
  expect((await until(early, "error"))[0]).toMatchObject({ code: "WS_ERR_CLOSED_BEFORE_OPEN" });
});

test("many clients at once, each with its own answers", async () => {
  server = await serve();
  server.on("connection", (websocket, request) => {
    websocket.on("message", (data) => websocket.send(`${request.url} ${data}`));
  });
  const clients = Array.from({ length: 100 }, (_, index) => new WebSocket(urlOf(server, `/${index}`)));
  const answers = clients.map(async (client, index) => {
    await until(client, "open");
    const answer = message(client);
    client.send("hello");
    expect(await answer).toBe(`/${index} hello`);
  });
  await Promise.all(answers);
  const { client } = await pair(server);
  expect(client.readyState).toBe(WebSocket.OPEN);
});

test("leaves no timer behind when the request cannot be made", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const headers = { "X-Broken": "two\nlines" };
  expect(() => new WebSocket("ws://127.0.0.1:9", { headers, handshakeTimeout: 100 })).toThrow();
  expect(vi.getTimerCount()).toBe(0);
});
