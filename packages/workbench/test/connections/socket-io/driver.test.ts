import { startSocketIo, startWs } from "@signalbox/peers";
import { describe, expect, onTestFinished, test } from "vitest";
import type { SocketIoRequest } from "../../../src/contract/index.js";
import { startAnswering, startRawServer } from "../raw-server.js";
import { Recorder, textOf } from "../recorder.js";

async function startPeer(version: 2 | 3 | 4) {
  const peer = await startSocketIo(version);
  onTestFinished(() => peer.stop());
  return peer;
}

function request(port: number, rest: Partial<SocketIoRequest> & { at?: string } = {}): SocketIoRequest {
  const { at = "/", ...more } = rest;
  return { protocol: "socket.io", url: `http://127.0.0.1:${port}${at}`, version: "auto", ...more };
}

async function failureOf(wanted: SocketIoRequest, timeoutMs?: number) {
  const recorder = new Recorder(wanted, timeoutMs);
  await recorder.connection.open();
  return (await recorder.phase("failed")).problem;
}

describe.each([2, 3, 4] as const)("stock Socket.IO %i", (version) => {
  test.each([version, "auto"] as const)(
    "events both ways, an ack and binary, chosen as %s",
    async (chosen) => {
      const peer = await startPeer(version);
      const recorder = new Recorder(request(peer.port, { version: chosen }));
      await recorder.connection.open();
      const { version: found, socketId } = await recorder.phase("connected");
      if (chosen === "auto" || version === 2) expect(found).toBe(version);
      expect(socketId).toMatch(/\S{15,}/);

      const welcome = await recorder.event("welcome");
      expect(welcome).toMatchObject({ namespace: "/", envelope: "42", argumentCount: 1, isText: true });
      expect(JSON.parse(textOf(welcome))).toEqual(["welcome", { version, nsp: "/" }]);

      const sent = recorder.connection.send({
        kind: "event",
        event: "ask",
        args: [
          { kind: "json", body: '{"a": 1}' },
          { kind: "binary", body: "00ff", encoding: "hex" },
          { kind: "text", body: "號誌" },
        ],
        ackTimeoutMs: 5000,
      });
      expect(sent).toEqual({ ok: true, value: null });
      const ask = await recorder.event("ask", "sent");
      expect(ask).toMatchObject({ ackId: 0, argumentCount: 3, attachments: [Buffer.from([0, 255])] });
      expect(ask.heads?.byteLength).toBeGreaterThan(6);
      const ack = await recorder.entry((entry) => entry.kind === "ack");
      expect(ack).toMatchObject({
        direction: "received",
        event: "ask",
        ackId: 0,
        argumentCount: 1,
        pairSeq: recorder.entries.indexOf(ask) + 1,
      });
      expect(ack.durationUs).toBeGreaterThan(0);
      expect(ack.attachments?.[0]).toEqual(Buffer.from([0, 255]));

      recorder.connection.close();
      expect((await recorder.phase("closed")).close).toMatchObject({
        reason: "io client disconnect",
        clean: true,
      });
      await peer.line((line) => line.startsWith("disconnect"));
    },
  );

  test("a namespace, and the reason why one is refused", async () => {
    const peer = await startPeer(version);
    const chat = new Recorder(request(peer.port, { version, at: "/chat" }));
    await chat.connection.open();
    await chat.phase("connected");
    await chat.entry((entry) => entry.event === "welcome" && entry.namespace === "/chat");
    expect(await failureOf(request(peer.port, { version, at: "/guarded" }))).toMatchObject({
      code: "NAMESPACE_REFUSED",
      step: "namespace",
      values: {
        namespace: "/guarded",
        reason: version === 2 ? '{"need":"token"}' : 'not allowed here {"need":"token"}',
      },
    });
  });

  test("the server's goodbye", async () => {
    const peer = await startPeer(version);
    const recorder = new Recorder(request(peer.port, { version }));
    await recorder.connection.open();
    await recorder.phase("connected");
    recorder.connection.send({ kind: "event", event: "leave-me", args: [] });
    expect((await recorder.phase("closed")).close).toMatchObject({ reason: "io server disconnect" });
  });
});

test("the auth payload reaches the namespace", async () => {
  const peer = await startPeer(4);
  const recorder = new Recorder(request(peer.port, { at: "/guarded", auth: '{"token":"secret"}' }));
  await recorder.connection.open();
  await recorder.phase("connected");
});

test("an ack that does not come is told", async () => {
  const peer = await startPeer(4);
  const recorder = new Recorder(request(peer.port));
  await recorder.connection.open();
  await recorder.phase("connected");
  recorder.connection.send({ kind: "event", event: "nobody-listens", args: [], ackTimeoutMs: 50 });
  const problem = await recorder.entry((entry) => entry.kind === "problem");
  expect(JSON.parse(textOf(problem))).toMatchObject({
    code: "ACK_TIMEOUT",
    values: { event: "nobody-listens" },
  });
});

test("what cannot be sent is refused with the reason", async () => {
  const peer = await startPeer(4);
  const recorder = new Recorder(request(peer.port));
  await recorder.connection.open();
  await recorder.phase("connected");
  const send = (event: string, body: string) =>
    recorder.connection.send({ kind: "event", event, args: [{ kind: "json", body }] });
  expect(send("x", "{")).toMatchObject({ problem: { code: "ARGUMENT_INVALID", values: { argument: 0 } } });
  expect(send("disconnect", "1")).toMatchObject({ problem: { code: "EVENT_RESERVED" } });
});

test("a server of version 2 asked as 4, and the other way round", async () => {
  const two = await startPeer(2);
  expect(await failureOf(request(two.port, { version: 4 }), 1500)).toMatchObject({
    code: "SOCKET_IO_VERSION",
    step: "engine",
    advice: expect.stringContaining("v2"),
  });
  const four = await startPeer(4);
  expect(await failureOf(request(four.port, { version: 2 }), 1500)).toMatchObject({
    code: "SOCKET_IO_VERSION",
    advice: expect.stringContaining("v4"),
  });
  const three = await startPeer(3);
  expect(await failureOf(request(three.port, { version: 2 }), 1500)).toMatchObject({
    code: "SOCKET_IO_VERSION",
    advice: expect.stringContaining("v3"),
  });
});

test.each(["auto", 4, 2] as const)("a wrong path, asked as %s", async (version) => {
  const peer = await startPeer(4);
  expect(await failureOf(request(peer.port, { version, path: "/elsewhere" }), 1500)).toMatchObject({
    code: "NOT_SOCKET_IO",
    response: { status: 404, body: expect.stringContaining("Nothing lives here") },
  });
});

test.each(["auto", 4] as const)("a WebSocket server that is not Socket.IO, asked as %s", async (version) => {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  expect(await failureOf(request(peer.port, { version }), 500)).toMatchObject({ code: "IS_WEBSOCKET" });
});

test.each(["auto", 4] as const)("nothing there, asked as %s", async (version) => {
  const gone = await startPeer(4);
  await gone.stop();
  expect(await failureOf(request(gone.port, { version }))).toMatchObject({
    code: "CONNECT_REFUSED",
    step: "tcp",
  });
});

test.each(["auto", 4] as const)("a server that hangs, asked as %s", async (version) => {
  const port = await startRawServer(() => {});
  expect(await failureOf(request(port, { version }), 200)).toMatchObject({
    code: "CONNECT_TIMEOUT",
    step: "http",
  });
});

test.each(["auto", 4] as const)("a 401, asked as %s", async (version) => {
  const port = await startAnswering(
    "HTTP/1.1 401 Unauthorized\r\nContent-Length: 7\r\nConnection: close\r\n\r\nno pass",
  );
  expect(await failureOf(request(port, { version }))).toMatchObject({
    code: "HTTP_REFUSED",
    response: { status: 401, body: "no pass" },
  });
});
