import { startSocketIo, startWs } from "@signalbox/peers";
import { acceptKey } from "@signalbox/wire/websocket";
import { expect, onTestFinished, test } from "vitest";
import type { Field } from "../../../src/contract/index.js";
import { startAnswering, startRawServer, startTlsEcho } from "../raw-server.js";
import { Recorder, textOf } from "../recorder.js";

async function startPeer() {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  return peer;
}

async function failureOf(url: string, rest: { timeoutMs?: number; headers?: Field[] } = {}) {
  const recorder = new Recorder({ protocol: "websocket", url, headers: rest.headers ?? [] }, rest.timeoutMs);
  await recorder.connection.open();
  const { problem } = await recorder.phase("failed");
  return problem;
}

test("what is sent and received is told in order, frames and all", async () => {
  const peer = await startPeer();
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}/chat` });
  await recorder.connection.open();
  await recorder.phase("connected");
  expect(recorder.connection.send({ kind: "json", body: '{"a": 1}' })).toEqual({ ok: true, value: null });
  expect(recorder.connection.send({ kind: "binary", body: "00 ff", encoding: "hex" })).toEqual({
    ok: true,
    value: null,
  });
  await recorder.entry((entry) => entry.opcode === 2 && entry.direction === "received");
  expect(recorder.connection.close(1000, "done")).toBeUndefined();
  const { close } = await recorder.phase("closed");
  expect(close).toEqual({
    code: 1000,
    reason: "done",
    meaning: "Normal Closure: the purpose of the connection is fulfilled",
    clean: true,
  });
  const shown = recorder.entries.map(({ kind, direction }) => `${kind} ${direction}`);
  expect(shown).toEqual([
    "state none",
    "handshake sent",
    "state none",
    "message sent",
    "message sent",
    "message received",
    "message received",
    "closeFrame sent",
    "state none",
    "closeFrame received",
    "state none",
  ]);
  const handshake = recorder.entries[1];
  expect(textOf(handshake ?? failed())).toMatch(/^GET \/chat HTTP\/1\.1\r\n/);
  expect(Buffer.from(handshake?.answer ?? "").toString()).toMatch(/^HTTP\/1\.1 101 /);
  const json = recorder.entries[3];
  expect(json).toMatchObject({ isText: true, opcode: 1 });
  expect(json?.heads).toHaveLength(6);
  expect(Buffer.from(json?.heads ?? []).readUInt16BE(0)).toBe(0x8188);
  expect(recorder.entries[5]?.heads).toEqual(Buffer.from([0x81, 8]));
});

test("compressed messages are kept both ways: as they mean and as they came", async () => {
  const peer = await startWs({ server: { perMessageDeflate: { threshold: 0 } } });
  onTestFinished(() => peer.stop());
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}` });
  await recorder.connection.open();
  await recorder.phase("connected");
  const text = "signal ".repeat(500);
  recorder.connection.send({ kind: "text", body: text });
  const echo = await recorder.message(text);
  expect(echo.wire?.byteLength).toBeLessThan(200);
  expect(echo.heads?.[0]).toBe(0xc1);
});

test("a message that cannot be is refused with the reason", async () => {
  const peer = await startPeer();
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}` });
  expect(recorder.connection.send({ kind: "text", body: "x" })).toMatchObject({
    problem: { code: "NOT_CONNECTED" },
  });
  await recorder.connection.open();
  await recorder.phase("connected");
  expect(recorder.connection.send({ kind: "json", body: "{" })).toMatchObject({
    problem: { code: "BODY_INVALID" },
  });
  expect(recorder.connection.send({ kind: "binary", body: "0", encoding: "hex" })).toMatchObject({
    problem: { code: "BODY_INVALID" },
  });
  expect(recorder.connection.close(1006)).toMatchObject({ code: "CLOSE_INVALID" });
  expect(recorder.connection.close(1000, "x".repeat(124))).toMatchObject({ code: "CLOSE_INVALID" });
  expect(recorder.connection.state.phase).toBe("connected");
});

test("the server's close code and reason are told with their meaning", async () => {
  const peer = await startPeer();
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}` });
  await recorder.connection.open();
  await recorder.phase("connected");
  recorder.connection.send({ kind: "text", body: "close 4001 go away" });
  expect((await recorder.phase("closed")).close).toMatchObject({
    code: 4001,
    reason: "go away",
    clean: true,
  });
});

test("a server that dies is told as a connection lost", async () => {
  const peer = await startPeer();
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}` });
  await recorder.connection.open();
  await recorder.phase("connected");
  await peer.stop("SIGKILL");
  expect((await recorder.phase("closed")).close).toMatchObject({ code: 1006, clean: false });
});

test("a server that does not say goodbye is left at the second word", async () => {
  const port = await startRawServer((socket) => {
    socket.on("data", (chunk) => {
      const key = /sec-websocket-key: (\S+)/i.exec(chunk.toString())?.[1];
      if (key) {
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptKey(key)}\r\n\r\n`,
        );
      }
    });
  });
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${port}` });
  await recorder.connection.open();
  await recorder.phase("connected");
  expect(recorder.connection.close()).toBeUndefined();
  await recorder.phase("closing");
  expect(recorder.connection.close()).toBeUndefined();
  expect((await recorder.phase("closed")).close).toMatchObject({ code: 1006, clean: false });
});

test.each([
  ["not a url", "URL_INVALID"],
  ["localhost:3000", "URL_INVALID"],
  ["ftp://localhost/", "URL_SCHEME"],
])("the URL %j is refused", async (url, code) => {
  expect(await failureOf(url)).toMatchObject({ code, step: "url" });
});

test("a name without an address", async () => {
  expect(await failureOf("ws://no-such-host.invalid/")).toMatchObject({ code: "DNS_NOT_FOUND", step: "dns" });
});

test("a port where nothing listens", async () => {
  const port = await startRawServer(() => {});
  const gone = await startPeer();
  await gone.stop();
  expect(port).not.toBe(gone.port);
  expect(await failureOf(`ws://127.0.0.1:${gone.port}/`)).toMatchObject({
    code: "CONNECT_REFUSED",
    step: "tcp",
    message: `Nothing listens on port ${gone.port} of 127.0.0.1.`,
  });
});

test.each([401, 403, 404, 500])("a handshake refused with %i, its headers and body", async (status) => {
  const peer = await startPeer();
  expect(await failureOf(`ws://127.0.0.1:${peer.port}/status/${status}`)).toMatchObject({
    code: "HTTP_REFUSED",
    step: "http",
    message: expect.stringContaining(String(status)),
    response: {
      status,
      body: `refused with ${status}`,
      headers: expect.arrayContaining([["Content-Type", "text/plain"]]),
    },
  });
});

test("a plain HTTP server", async () => {
  const port = await startAnswering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
  expect(await failureOf(`ws://127.0.0.1:${port}/`)).toMatchObject({
    code: "NOT_WEBSOCKET",
    step: "upgrade",
    response: { status: 200, statusText: "OK", body: "hello" },
  });
});

test("a wrong Sec-WebSocket-Accept", async () => {
  const port = await startAnswering(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: bm9wZQ==\r\n\r\n",
  );
  expect(await failureOf(`ws://127.0.0.1:${port}/`)).toMatchObject({
    code: "UPGRADE_INVALID",
    step: "upgrade",
    message: expect.stringMatching(/Sec-WebSocket-Accept/i),
  });
});

test("an answer that is not HTTP", async () => {
  const port = await startAnswering("220 smtp.example.org ESMTP\r\n");
  expect(await failureOf(`ws://127.0.0.1:${port}/`)).toMatchObject({ code: "UPGRADE_INVALID" });
});

test("a server that hangs up without an answer", async () => {
  const port = await startRawServer((socket) => socket.on("data", () => socket.destroy()));
  expect(await failureOf(`ws://127.0.0.1:${port}/`)).toMatchObject({ code: "CONNECT_RESET" });
});

test("a server that hangs", async () => {
  const peer = await startPeer();
  expect(await failureOf(`ws://127.0.0.1:${peer.port}/hang`, { timeoutMs: 200 })).toMatchObject({
    code: "CONNECT_TIMEOUT",
    step: "http",
    message: expect.stringContaining("200 ms"),
  });
});

test("TLS where none is spoken", async () => {
  const peer = await startPeer();
  expect(await failureOf(`wss://127.0.0.1:${peer.port}/`)).toMatchObject({
    code: "TLS_NOT_SPOKEN",
    step: "tls",
  });
});

test("a TLS handshake that hangs", async () => {
  const port = await startRawServer(() => {});
  expect(await failureOf(`wss://127.0.0.1:${port}/`, { timeoutMs: 200 })).toMatchObject({
    code: "CONNECT_TIMEOUT",
    step: "tls",
  });
});

test("a certificate that nobody vouches for, and the request that accepts it", async () => {
  const port = await startTlsEcho();
  expect(await failureOf(`wss://127.0.0.1:${port}/`)).toMatchObject({ code: "TLS_SELF_SIGNED", step: "tls" });
  const recorder = new Recorder({
    protocol: "websocket",
    url: `wss://127.0.0.1:${port}/`,
    tls: { verify: false },
  });
  await recorder.connection.open();
  await recorder.phase("connected");
  recorder.connection.send({ kind: "text", body: "over TLS" });
  await recorder.message("over TLS");
});

test("a header that HTTP cannot carry", async () => {
  const peer = await startPeer();
  expect(
    await failureOf(`ws://127.0.0.1:${peer.port}/`, { headers: [{ name: "X-Bad", value: "a\nb" }] }),
  ).toMatchObject({
    code: "HEADER_INVALID",
  });
});

test.each(["/", "/socket.io/"])("a Socket.IO server taken for a WebSocket at %s", async (path) => {
  const peer = await startSocketIo(4);
  onTestFinished(() => peer.stop());
  expect(await failureOf(`ws://127.0.0.1:${peer.port}${path}`)).toMatchObject({ code: "IS_SOCKET_IO" });
});

test("an attempt can be given up", async () => {
  const peer = await startPeer();
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}/hang` });
  await recorder.connection.open();
  recorder.connection.close();
  await recorder.phase("closed");
});

function failed(): never {
  throw new Error("missing");
}

test("a connection opened and closed in one breath is closed", async () => {
  const peer = await startPeer();
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}` });
  const opening = recorder.connection.open();
  expect(recorder.connection.close()).toBeUndefined();
  await opening;
  expect(recorder.connection.state).toMatchObject({ phase: "closed", close: { clean: true } });
});
