import { startSocketIo } from "@signalbox/peers";
import { describe, expect, onTestFinished, test } from "vitest";
import type { SocketIoRequest } from "../../../src/contract/index.js";
import { Recorder, textOf } from "../recorder.js";

async function startPeer(version: 2 | 3 | 4, server: Record<string, unknown> = {}) {
  const peer = await startSocketIo(version, { server });
  onTestFinished(() => peer.stop());
  return peer;
}

async function open(port: number, request: Partial<SocketIoRequest> = {}, at = "/") {
  const recorder = new Recorder({
    protocol: "socket.io",
    version: "auto",
    url: `http://127.0.0.1:${port}${at}`,
    ...request,
  });
  await recorder.connection.open();
  await recorder.ended();
  return recorder;
}

describe.each([2, 3, 4] as const)("Socket.IO %i", (version) => {
  test.each([
    [["polling"], "polling"],
    [["polling", "websocket"], "websocket"],
    [["websocket"], "websocket"],
  ] as const)("by %j ends up on %s, told as it is", async (transports, last) => {
    const peer = await startPeer(version);
    const recorder = await open(peer.port, { version, transports });
    await recorder.state(({ phase, transport }) => phase === "connected" && transport === last);
    recorder.connection.send({ kind: "event", event: "echo", args: [{ kind: "json", body: '{"a":1}' }] });
    await recorder.event("echo");
    expect(recorder.entries.some(({ kind }) => kind === "exchange")).toBe(transports[0] === "polling");
    recorder.connection.close();
    await peer.line((line) => line.startsWith("disconnect"));
    await recorder.phase("closed");
  });

  test("several namespaces on one connection, each with its auth", async () => {
    const peer = await startPeer(version);
    const recorder = await open(peer.port, {
      version,
      namespaces: [{ name: "/chat" }, { name: "/guarded", auth: '{"token":"secret"}' }],
    });
    await recorder.state(({ namespaces }) => namespaces?.length === 3);
    const welcomes = ["/", "/chat", "/guarded"].map((namespace) =>
      recorder.entry((entry) => entry.event === "welcome" && entry.namespace === namespace),
    );
    await Promise.all(welcomes);
    const message = { kind: "event", event: "echo", args: [] } as const;
    recorder.connection.send({ ...message, namespace: "/chat" });
    await recorder.entry((entry) => entry.event === "echo" && entry.namespace === "/chat");
    expect(recorder.connection.send({ ...message, namespace: "/nowhere" })).toMatchObject({
      problem: { code: "NAMESPACE_NOT_JOINED", values: { namespace: "/nowhere" } },
    });
  });

  test("a further namespace that is refused is told, and the connection stands", async () => {
    const peer = await startPeer(version);
    const recorder = await open(peer.port, { version, namespaces: [{ name: "/guarded" }] });
    const problem = await recorder.entry(({ kind }) => kind === "problem");
    expect(JSON.parse(textOf(problem))).toMatchObject({
      code: "NAMESPACE_REFUSED",
      values: { namespace: "/guarded" },
    });
    expect(recorder.connection.state).toMatchObject({ phase: "connected", namespaces: ["/"] });
  });

  test("the server's questions are answered, once", async () => {
    const peer = await startPeer(version);
    const recorder = await open(peer.port, { version });
    recorder.connection.send({ kind: "event", event: "ask-me", args: [] });
    const question = await recorder.event("question");
    expect(question.ackId).toBeTypeOf("number");
    const answer = {
      kind: "ack",
      ackId: question.ackId ?? -1,
      args: [
        { kind: "json", body: '{"deep":{"$binary":"AP8="}}' },
        { kind: "text", body: "yes" },
      ],
    } as const;
    expect(recorder.connection.send(answer)).toEqual({ ok: true, value: null });
    const answered = await recorder.event("answered");
    expect(answered.attachments).toEqual([Buffer.from([0, 255])]);
    expect(
      recorder.entries.find(({ kind, direction }) => kind === "ack" && direction === "sent"),
    ).toMatchObject({
      event: "question",
      pairSeq: recorder.entries.indexOf(question) + 1,
    });
    expect(recorder.connection.send(answer)).toMatchObject({ problem: { code: "ACK_UNKNOWN" } });
  });

  test("a lost connection is made again, its log goes on", async () => {
    const peer = await startPeer(version);
    const recorder = await open(peer.port, {
      version,
      reconnection: { attempts: 5, delayMs: 10, maxDelayMs: 50 },
    });
    recorder.connection.send({ kind: "event", event: "cut-me", args: [] });
    await recorder.entry((entry) => entry.kind === "event" && entry.event === "welcome");
    await recorder.state(
      (state) =>
        recorder.states.filter(({ phase }) => phase === "connected").length === 2 &&
        state.phase === "connected",
    );
    const rows = recorder.entries
      .filter(({ kind }) => kind === "state")
      .map((entry) => JSON.parse(textOf(entry)).phase);
    expect(rows).toEqual(["connecting", "connected", "closed", "connecting", "connected"]);
    expect(recorder.states.map(({ phase }) => phase)).not.toContain("closed");
    recorder.connection.send({ kind: "event", event: "echo", args: [] });
    await recorder.event("echo");
  });

  test("heartbeats that are not answered end the connection", async () => {
    const peer = await startPeer(version, { pingInterval: 200, pingTimeout: 200 });
    const recorder = await open(peer.port, { version });
    const ours = version === 2 ? "ping" : "pong";
    await recorder.entry(
      ({ kind, event, direction }) => kind === "engine" && event === ours && direction === "sent",
    );
    recorder.connection.behave({ answersHeartbeats: false });
    const before = recorder.entries.length;
    await recorder.phase("closed");
    await peer.line((line) => line === "disconnect ping timeout");
    const sent = recorder.entries
      .slice(before)
      .filter(({ kind, direction }) => kind === "engine" && direction === "sent");
    expect(sent).toEqual([]);
  });
});

test("auth goes into the query for a server of version 2", async () => {
  const peer = await startPeer(2);
  const recorder = await open(peer.port, { version: 2, auth: '{"token":"secret"}' });
  const handshake = await recorder.entry(({ kind }) => kind === "handshake");
  expect(textOf(handshake)).toMatch(/^GET \/socket\.io\/\?token=secret&/);
});

test("a reconnection that does not succeed is told, attempt by attempt, and ends", async () => {
  const peer = await startPeer(4);
  const recorder = await open(peer.port, { reconnection: { attempts: 2, delayMs: 5, maxDelayMs: 10 } });
  await peer.stop();
  const { problem } = await recorder.phase("failed");
  expect(problem).toMatchObject({ code: "RECONNECT_FAILED", values: { attempts: 2 } });
  const told = recorder.entries
    .filter(({ kind }) => kind === "problem")
    .map((entry) => JSON.parse(textOf(entry)).code);
  // A server on its way out may still take a connection, and drop it.
  expect(told).toEqual([expect.stringMatching(/^CONNECT_RE/), expect.stringMatching(/^CONNECT_RE/)]);
});

test("an auth that is not JSON is refused before anything is sent", async () => {
  const recorder = await open(1, { auth: "{token" });
  expect(recorder.connection.state.problem).toMatchObject({ code: "AUTH_INVALID" });
});

test("control frames and faults go below Socket.IO", async () => {
  const peer = await startPeer(4);
  const recorder = await open(peer.port);
  recorder.connection.send({ kind: "ping", body: "below" });
  const pong = await recorder.entry(({ kind, direction }) => kind === "pong" && direction === "received");
  expect(textOf(pong)).toBe("below");
  recorder.connection.send({ kind: "fault", fault: { type: "reserved-opcode", opcode: 5 } });
  await recorder.phase("closed");
  const polling = await open(peer.port, { transports: ["polling"] });
  expect(polling.connection.send({ kind: "ping", body: "" })).toMatchObject({
    problem: { code: "NO_WEBSOCKET" },
  });
});

test("a slow reader reads nothing until it does", async () => {
  const peer = await startPeer(4);
  const recorder = await open(peer.port);
  await recorder.event("welcome");
  recorder.connection.behave({ reads: false });
  recorder.connection.send({ kind: "event", event: "echo", args: [] });
  const other = await open(peer.port);
  other.connection.send({ kind: "event", event: "echo", args: [] });
  await other.event("echo");
  expect(recorder.entries.some(({ event, direction }) => event === "echo" && direction === "received")).toBe(
    false,
  );
  recorder.connection.behave({});
  await recorder.event("echo");
});
