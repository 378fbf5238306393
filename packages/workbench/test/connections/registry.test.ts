import { startSocketIo, startWs } from "@signalbox/peers";
import { expect, onTestFinished, test, vi } from "vitest";
import { ConnectionRegistry } from "../../src/connections/index.js";
import type { ConnectionRequest, ConnectionState, RepeatState } from "../../src/contract/index.js";
import type { Entry } from "../../src/timeline/entry.js";
import { SessionVariables, scopeOf, type Variable } from "../../src/variables/index.js";
import { textOf } from "./recorder.js";

const environment = (variables: Record<string, string>, secret = false) =>
  Object.entries(variables).map(
    ([name, value]): Variable => ({ name, value, secret, source: "environment" }),
  );

function open(variables: readonly Variable[] = [], files: Readonly<Record<string, string>> = {}) {
  const entries: Entry[] = [];
  const states: ConnectionState[] = [];
  const session = new SessionVariables();
  const registry = new ConnectionRegistry({
    timeline: { addConnection: () => 1, append: (_connection, entry) => entries.push(entry) },
    scope: () => scopeOf(session.variables, variables),
    store: (name, value) => void session.set(name, value),
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Error("there is no such file");
      return Buffer.from(text);
    },
    onChange: (state) => void states.push(state),
    onRemoved: () => {},
  });
  onTestFinished(() => registry.terminate());
  const connect = async (request: ConnectionRequest) => {
    await registry.open({ id: "c", request });
    await vi.waitFor(() => expect(["connected", "failed"]).toContain(registry.states[0]?.phase), 10_000);
    return registry.states[0];
  };
  const sent = () =>
    entries.filter(({ kind, direction }) => direction === "sent" && (kind === "message" || kind === "event"));
  return { registry, entries, states, session, connect, sent };
}

async function startEcho() {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  return peer;
}

test("variables are resolved when they are used, and their values are not shown", async () => {
  const { port } = await startEcho();
  const { registry, entries, session, connect, sent } = open([
    ...environment({ host: `127.0.0.1:${port}` }),
    ...environment({ token: "s3cret" }, true),
  ]);
  const request: ConnectionRequest = {
    protocol: "websocket",
    url: "ws://{{host}}/chat?token={{token}}",
    headers: [{ name: "X-Token", value: "{{token}}" }],
  };
  expect(await connect(request)).toMatchObject({ phase: "connected", request });
  expect(JSON.stringify(registry.states)).not.toContain("s3cret");
  const states = entries.filter(({ kind }) => kind === "state").map(textOf);
  expect(states.join()).not.toContain("s3cret");
  const handshake = entries.find(({ kind }) => kind === "handshake");
  expect(handshake && textOf(handshake)).toMatch(/^GET \/chat\?token=s3cret [\s\S]*X-Token: s3cret/);

  const message = { kind: "text", body: "{{name}} {{token}}" } as const;
  expect(await registry.send("c", message)).toMatchObject({
    problem: { code: "VARIABLE_UNKNOWN", values: { name: "name", where: "body" } },
  });
  session.set("name", "alice");
  expect(await registry.send("c", message)).toEqual({ ok: true, value: null });
  await vi.waitFor(() => expect(sent().map(textOf)).toEqual(["alice s3cret"]));
});

test("a secret is masked in what is said about a failure", async () => {
  const { connect } = open(environment({ token: "s3cret" }, true));
  const failed = await connect({ protocol: "websocket", url: "nonsense {{token}}" });
  expect(failed).toMatchObject({
    phase: "failed",
    problem: { code: "URL_INVALID", values: { url: "nonsense ••••••" } },
  });
  expect(JSON.stringify(failed)).not.toContain("s3cret");
});

test("an unknown variable refuses to connect, by its name and place", async () => {
  const { connect } = open();
  expect(
    await connect({ protocol: "websocket", url: "ws://x/", cookies: [{ name: "sid", value: "{{sid}}" }] }),
  ).toMatchObject({
    phase: "failed",
    problem: { code: "VARIABLE_UNKNOWN", values: { name: "sid", where: "cookies[0].value" } },
  });
});

test("files are bodies", async () => {
  const { port } = await startEcho();
  const { registry, connect, sent } = open(environment({ name: "picture.png" }), {
    "picture.png": "\x00PNG",
  });
  await connect({ protocol: "websocket", url: `ws://127.0.0.1:${port}/` });
  const file = (body: string) => registry.send("c", { kind: "binary", body, encoding: "file" });
  expect(await file("{{name}}")).toEqual({ ok: true, value: null });
  await vi.waitFor(() =>
    expect(sent().map(({ payload }) => Buffer.from(payload))).toEqual([Buffer.from("\x00PNG")]),
  );
  expect(await file("missing.png")).toMatchObject({
    problem: { code: "FILE_UNREADABLE", values: { path: "missing.png", reason: "there is no such file" } },
  });
});

test("a list is repeated as often as asked, its rows marked, its variables new each time", async () => {
  const { port } = await startEcho();
  const { registry, connect, sent, states } = open();
  await connect({ protocol: "websocket", url: `ws://127.0.0.1:${port}/` });
  const messages = [
    { kind: "text", body: "a {{$uuid}}" },
    { kind: "text", body: "b" },
  ] as const;
  expect(registry.repeat("c", { messages, everyMs: 1, times: 3 })).toEqual({ ok: true, value: null });
  expect(registry.states[0]?.repeat).toEqual<RepeatState>({ sent: 0, total: 6 });
  await vi.waitFor(() => expect(registry.states[0]).not.toHaveProperty("repeat"), 5000);
  await vi.waitFor(() => expect(sent()).toHaveLength(6));
  expect(sent().map(({ origin }) => origin)).toEqual(Array(6).fill("repeat"));
  expect(new Set(sent().map(textOf)).size).toBe(4);
  await registry.send("c", { kind: "text", body: "by hand" });
  await vi.waitFor(() => expect(sent().at(-1)).not.toHaveProperty("origin"));
  expect(states.at(-1)?.phase).toBe("connected");
});

test("a repeat without end is stopped, by a person or by the end of the connection", async () => {
  const { port } = await startEcho();
  const { registry, connect, sent } = open();
  await connect({ protocol: "websocket", url: `ws://127.0.0.1:${port}/` });
  const endless = { messages: [{ kind: "text", body: "x" }], everyMs: 0 } as const;
  registry.repeat("c", endless);
  await vi.waitFor(() => expect(sent().length).toBeGreaterThan(20), 5000);
  registry.stopRepeat("c");
  expect(registry.states[0]).not.toHaveProperty("repeat");
  registry.repeat("c", endless);
  registry.close("c");
  await vi.waitFor(() => expect(registry.states[0]?.phase).toBe("closed"), 5000);
  expect(registry.states[0]).not.toHaveProperty("repeat");
  expect(registry.repeat("c", endless)).toMatchObject({ problem: { code: "NOT_CONNECTED" } });
});

test("a repeat that cannot go on says why", async () => {
  const { port } = await startEcho();
  const { registry, entries, connect } = open();
  await connect({ protocol: "websocket", url: `ws://127.0.0.1:${port}/` });
  const refused = (repeat: Parameters<typeof registry.repeat>[1]) => registry.repeat("c", repeat);
  expect(refused({ messages: [], everyMs: 0 })).toMatchObject({ problem: { code: "REPEAT_INVALID" } });
  expect(refused({ messages: [{ kind: "text", body: "" }], everyMs: -1 })).toMatchObject({
    problem: { code: "REPEAT_INVALID" },
  });
  refused({ messages: [{ kind: "text", body: "{{nobody}}" }], everyMs: 0 });
  await vi.waitFor(() => expect(entries.find(({ kind }) => kind === "problem")).toBeDefined());
  expect(registry.states[0]).not.toHaveProperty("repeat");
});

test("reactions answer a server's question, and their rows are marked", async () => {
  const peer = await startSocketIo(4);
  onTestFinished(() => peer.stop());
  const { registry, entries, session, connect } = open();
  await connect({ protocol: "socket.io", version: 4, url: `http://127.0.0.1:${peer.port}` });
  const problem = await registry.react("c", [
    {
      id: "q",
      enabled: true,
      when: { event: "question" },
      // biome-ignore lint/suspicious/noThenProperty: a list, not a function
      then: [
        { do: "store", variable: "asked", path: "$[0]" },
        { do: "ack", args: [{ kind: "text", body: "{{asked}}!" }] },
      ],
    },
  ]);
  expect(problem).toEqual({ ok: true, value: null });
  await registry.send("c", { kind: "event", event: "ask-me", args: [] });
  await vi.waitFor(() => expect(entries.find(({ event }) => event === "answered")).toBeDefined(), 5000);
  const answered = entries.find(({ event }) => event === "answered");
  expect(answered && textOf(answered)).toBe('["answered","?!"]');
  expect(entries.find(({ kind, direction }) => kind === "ack" && direction === "sent")).toMatchObject({
    origin: "reaction",
  });
  expect(session.variables).toMatchObject([{ name: "asked", value: "?" }]);
});
