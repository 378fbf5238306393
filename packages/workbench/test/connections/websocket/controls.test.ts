import { startWs } from "@signalbox/peers";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";
import type { FaultMessage } from "../../../src/contract/index.js";
import { Recorder, textOf } from "../recorder.js";

async function connected(path = "/") {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  const recorder = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}${path}` });
  await recorder.connection.open();
  await recorder.phase("connected");
  return { peer, recorder };
}

test("pings and pongs are sent, and the answer to a ping seen", async () => {
  const { recorder } = await connected();
  const { connection } = recorder;
  expect(connection.send({ kind: "ping", body: "here" })).toEqual({ ok: true, value: null });
  expect(connection.send({ kind: "pong", body: "00ff", encoding: "hex" })).toEqual({ ok: true, value: null });
  const pong = await recorder.entry(({ kind, direction }) => kind === "pong" && direction === "received");
  expect(textOf(pong)).toBe("here");
  expect(
    recorder.entries.filter(({ kind, direction }) => kind === "pong" && direction === "sent"),
  ).toHaveLength(1);
  expect(connection.send({ kind: "ping", body: "x".repeat(126) })).toMatchObject({
    problem: { code: "BODY_INVALID" },
  });
});

test("pings are answered until a person says they are not", async () => {
  const { recorder } = await connected();
  recorder.connection.send({ kind: "text", body: "ping" });
  await recorder.entry(({ kind, direction }) => kind === "pong" && direction === "sent");
  recorder.connection.behave({ answersHeartbeats: false });
  expect(recorder.connection.state.behaviour).toEqual({ answersHeartbeats: false });
  recorder.connection.send({ kind: "text", body: "ping" });
  recorder.connection.send({ kind: "text", body: "after" });
  await recorder.message("after");
  const kinds = recorder.entries.map(({ kind, direction }) => `${kind} ${direction}`);
  expect(kinds.filter((kind) => kind === "ping received")).toHaveLength(2);
  expect(kinds.filter((kind) => kind === "pong sent")).toHaveLength(1);
});

test("a slow reader reads nothing, and goes on where it stopped", async () => {
  const { peer, recorder } = await connected();
  recorder.connection.behave({ reads: false });
  recorder.connection.send({ kind: "text", body: "hello" });
  // By the time another connection has its echo, this one's is on its way too.
  const other = new Recorder({ protocol: "websocket", url: `ws://127.0.0.1:${peer.port}/` });
  await other.connection.open();
  await other.phase("connected");
  other.connection.send({ kind: "text", body: "hello" });
  await other.message("hello");
  expect(recorder.entries.some((entry) => textOf(entry) === "hello" && entry.direction === "received")).toBe(
    false,
  );
  recorder.connection.behave({});
  await recorder.message("hello");
});

describe("faults, and what the stock server says to them", () => {
  test.each<[string, FaultMessage["fault"], number | undefined, string]>([
    ["invalid UTF-8", { type: "invalid-utf8" }, 1007, "invalid UTF-8 sequence"],
    ["reserved bits", { type: "reserved-bits", bits: 1 }, 1002, "RSV2 and RSV3 must be clear"],
    ["a reserved opcode", { type: "reserved-opcode", opcode: 3 }, 1002, "invalid opcode 3"],
    ["no mask", { type: "wrong-mask" }, 1002, "MASK must be set"],
    ["raw bytes", { type: "raw", body: "c000", encoding: "hex" }, 1002, ""],
  ])("%s", async (_name, fault, code, says) => {
    const { peer, recorder } = await connected();
    expect(recorder.connection.send({ kind: "fault", fault })).toEqual({ ok: true, value: null });
    await peer.line((line) => line.startsWith("error ") && line.includes(says));
    expect((await recorder.phase("closed")).close).toMatchObject({ code });
    const sent = recorder.entries.find(({ kind, direction }) => kind === "message" && direction === "sent");
    expect(sent).toBeDefined();
  });

  test("a frame cut short leaves the server waiting", async () => {
    const { recorder } = await connected();
    recorder.connection.send({ kind: "fault", fault: { type: "truncated" } });
    const sent = await recorder.entry(({ kind, direction }) => kind === "message" && direction === "sent");
    // The header announces 100 bytes, 3 came.
    expect(sent.heads?.[1]).toBe(0x80 | 100);
    expect(textOf(sent)).toBe("cut");
  });

  test("fragments are frames one by one, and come back as one message", async () => {
    const { recorder } = await connected();
    const fault = { type: "fragments", body: "號誌 abc", sizes: [1, 4, 0] } as const;
    recorder.connection.send({ kind: "fault", fault });
    await recorder.message("號誌 abc");
    const sent = recorder.entries.filter(({ kind, direction }) => kind === "message" && direction === "sent");
    expect(sent.map(({ opcode, payload }) => [opcode, payload.length])).toEqual([
      [1, 1],
      [0, 4],
      [0, 0],
      [0, 5],
    ]);
    // What is sent afterwards has its own frames.
    recorder.connection.send({ kind: "text", body: "after" });
    await recorder.message("after");
    const after = recorder.entries.find((entry) => entry.direction === "sent" && textOf(entry) === "after");
    expect(after?.heads?.[1]).toBe(0x80 | 5);
  });

  test("a half-close is seen by the server as the end", async () => {
    const { peer, recorder } = await connected();
    recorder.connection.send({ kind: "fault", fault: { type: "half-close" } });
    await peer.line((line) => line.startsWith("close 1006"));
    await recorder.phase("closed");
  });
});

describe("what a handshake carries", () => {
  async function handshakeOf(request: Partial<Parameters<typeof open>[0]>) {
    return await open(request);
  }

  async function open(request: Partial<ConstructorParameters<typeof Recorder>[0]>) {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: true });
    onTestFinished(() => server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const seen = new Promise<Record<string, string | string[] | undefined>>((resolve) => {
      server.once("connection", (socket, incoming) => {
        resolve(incoming.headers);
        socket.send("x".repeat(2000));
      });
    });
    const recorder = new Recorder({
      protocol: "websocket",
      url: `ws://127.0.0.1:${port}/`,
      ...request,
    } as ConstructorParameters<typeof Recorder>[0]);
    await recorder.connection.open();
    return { headers: await seen, recorder };
  }

  test("cookies, authorization and origin; rows that are switched off are not sent", async () => {
    const { headers } = await handshakeOf({
      headers: [
        { name: "X-One", value: "1" },
        { name: "x-one", value: "2" },
        { name: "X-Off", value: "3", enabled: false },
        { name: "Cookie", value: "a=1" },
      ],
      cookies: [
        { name: "b", value: "2" },
        { name: "c", value: "3", enabled: false },
      ],
      authorization: { type: "basic", username: "alice", password: "p:w" },
      origin: "https://example.org",
    });
    expect(headers).toMatchObject({
      "x-one": "1, 2",
      cookie: "a=1; b=2",
      authorization: `Basic ${Buffer.from("alice:p:w").toString("base64")}`,
      origin: "https://example.org",
      "sec-websocket-extensions": expect.stringContaining("permessage-deflate"),
    });
    expect(headers).not.toHaveProperty("x-off");
  });

  test("a bearer token, unless a header says it already; no offer of compression when it is off", async () => {
    const { headers } = await handshakeOf({
      authorization: { type: "bearer", token: "t" },
      perMessageDeflate: false,
    } as never);
    expect(headers).toMatchObject({ authorization: "Bearer t" });
    expect(headers).not.toHaveProperty("sec-websocket-extensions");
    const byHand = await handshakeOf({
      headers: [{ name: "authorization", value: "mine" }],
      authorization: { type: "bearer", token: "t" },
    });
    expect(byHand.headers).toMatchObject({ authorization: "mine" });
  });

  test("a message over the limit ends the connection with 1009", async () => {
    const { recorder } = await handshakeOf({ maxMessageBytes: 1000 } as never);
    const goodbye = await recorder.entry(({ kind }) => kind === "closeFrame");
    expect(Buffer.from(goodbye.payload).readUInt16BE(0)).toBe(1009);
    expect((await recorder.phase("closed")).close).toMatchObject({ reason: "Max payload size exceeded" });
  });
});
