import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startSocketIo, startWs } from "@signalbox/peers";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import WebSocket from "ws";
import { readCapture } from "../../src/capture-files/index.js";
import {
  type MockNews,
  type MockOptions,
  scriptOfCapture,
  scriptOfScenario,
  startMock,
} from "../../src/mock/index.js";
import { replay, replayDefaults } from "../../src/replay/index.js";
import { readScenario } from "../../src/scenarios/index.js";
import { recordChat, startChat } from "../replay/recordings.js";
import { given, run, temporaryFolder, written } from "../scenarios/files.js";

const execute = promisify(execFile);

async function stockSession(url: string, version: 2 | 3 | 4): Promise<readonly string[]> {
  const script = fileURLToPath(new URL("./stock-session.mjs", import.meta.url));
  const { stdout } = await execute(process.execPath, [script, url, String(version)], { timeout: 15_000 });
  return JSON.parse(stdout);
}

async function mockOf(path: string, options: Partial<MockOptions> = {}) {
  const mock = await startMock(scriptOfCapture(readCapture(path)), {
    speed: Number.POSITIVE_INFINITY,
    ...options,
  });
  onTestFinished(() => mock.close());
  return { mock, http: `http://127.0.0.1:${mock.port}`, ws: `ws://127.0.0.1:${mock.port}` };
}

/** Runs a scenario and keeps what happened. */
async function recorded(yaml: string, values: Readonly<Record<string, string>>): Promise<string> {
  const outcome = await run(yaml, values);
  if (outcome.status !== "passed") throw new Error(JSON.stringify(outcome.failure));
  const path = join(await temporaryFolder(), "recorded.sqlite");
  await outcome.log.keep(path);
  return path;
}

describe.each([2, 3, 4] as const)(
  "a mock made from the recording of a stock Socket.IO %i chat",
  (version) => {
    test("tells the stock clients what the server told them", async () => {
      const chat = await startChat(version);
      const capture = await recordChat(chat.url, version);
      await chat.stop();
      const real = await startChat(version);
      const fromServer = await stockSession(real.url, version);
      await real.stop();
      expect(fromServer).toHaveLength(15);

      const { http } = await mockOf(capture);
      expect(await stockSession(http, version)).toEqual(fromServer);
      // And once more: the scene begins anew.
      expect(await stockSession(http, version)).toEqual(fromServer);
    });
  },
);

test("clients of all versions are served from one recording", async () => {
  const chat = await startChat(4);
  const capture = await recordChat(chat.url, 4);
  await chat.stop();
  const { http } = await mockOf(capture);
  const [two, three, four] = [
    await stockSession(http, 2),
    await stockSession(http, 3),
    await stockSession(http, 4),
  ];
  expect(two).toEqual(four);
  expect(three).toEqual(four);
});

test("a replay against the mock of its own recording finds no difference", async () => {
  const chat = await startChat(4);
  const path = await recordChat(chat.url, 4);
  await chat.stop();
  const { http } = await mockOf(path);
  const fast = { ...replayDefaults, speed: Number.POSITIVE_INFINITY, settleMs: 50 };
  const { differences, unsent } = await replay(readCapture(path), { ...fast, url: http });
  expect([differences, unsent]).toEqual([[], []]);
});

test("the server's questions, namespaces and refusals are played", async () => {
  const server = await startSocketIo(4);
  onTestFinished(() => server.stop());
  const url = `http://127.0.0.1:${server.port}`;
  const session = `
connections:
  alice: { url: "{{url}}/chat", version: 4 }
  eve: { url: "{{url}}/guarded", version: 4 }
steps:
  - connect: alice
  - connect: eve
    fails: { code: NAMESPACE_REFUSED, message: { $contains: not allowed here } }
  - expect: { event: welcome, args: [{ nsp: /chat }] }
    on: alice
  - emit: [ask-me]
    on: alice
  - expect: { event: question, args: ["?"] }
    on: alice
  - ack: [yes]
    on: alice
  - expect: { event: answered, args: [yes] }
    on: alice
  - emit: [leave-me]
    on: alice
  - expect: { close: { reason: io server disconnect } }
    on: alice
`;
  const { http } = await mockOf(await recorded(session, { url }));
  const again = await run(session, { url: http });
  expect(again.failure).toBeUndefined();
});

const echo = `
connections:
  a: { url: "{{ws}}/room", subprotocols: [chat] }
  refused: { url: "{{ws}}/status/403" }
steps:
  - connect: a
    subprotocol: chat
  - connect: refused
    fails: { status: 403, body: refused with 403 }
  - send: hello
    on: a
  - expect: { text: hello }
    on: a
  - send: { binary: { hex: "0001" } }
    on: a
  - expect: { binary: { hex: "0001" } }
    on: a
  - send: close 4001 enough
    on: a
  - expect: { close: { code: 4001, reason: enough } }
    on: a
`;

async function echoRecording(): Promise<string> {
  const server = await startWs();
  const path = await recorded(echo, { ws: `ws://127.0.0.1:${server.port}` });
  await server.stop();
  return path;
}

test("WebSockets: messages, bytes, subprotocol, close code and a refusal", async () => {
  const { ws } = await mockOf(await echoRecording());
  expect((await run(echo, { ws })).failure).toBeUndefined();
});

/** What a stock client hears until it is closed. */
async function heardBy(url: string, sends: readonly string[]): Promise<readonly string[]> {
  const heard: string[] = [];
  const socket = new WebSocket(url);
  socket.on("open", () => {
    heard.push("open");
    for (const text of sends) socket.send(text);
  });
  socket.on("message", (data) => heard.push(String(data)));
  socket.on("unexpected-response", (_request, response) => heard.push(`refused ${response.statusCode}`));
  socket.on("error", () => {});
  await new Promise<void>((resolve) => {
    socket.on("close", (code, reason) => {
      heard.push(`closed ${code} ${reason}`.trim());
      resolve();
    });
    socket.on("unexpected-response", () => resolve());
  });
  return heard;
}

describe("faults on demand", () => {
  test("a refusal, an early end, and a drop without a close frame", async () => {
    const path = await echoRecording();
    const refusing = await mockOf(path, { faults: { refuseStatus: 503 } });
    expect(await heardBy(`${refusing.ws}/room`, [])).toEqual(["refused 503"]);
    const closing = await mockOf(path, { faults: { closeAfterMs: 50, closeCode: 4999 } });
    expect(await heardBy(`${closing.ws}/room`, ["hello"])).toEqual(["open", "hello", "closed 4999"]);
    const dropping = await mockOf(path, { faults: { closeAfterMs: 50, closeCode: 1006 } });
    expect(await heardBy(`${dropping.ws}/room`, [])).toEqual(["open", "closed 1006"]);
  });

  test("answers left out and late ones, told to whoever watches", async () => {
    const path = await echoRecording();
    const news: MockNews[] = [];
    const silent = await mockOf(path, {
      faults: { drop: 1, closeAfterMs: 100 },
      onNews: (one) => void news.push(one),
    });
    expect(await heardBy(`${silent.ws}/room`, ["hello", "unknown"])).toEqual(["open", "closed 1011"]);
    const types = () => news.map(({ type }) => type);
    await vi.waitFor(() => expect(types()).toEqual(["joined", "received", "dropped", "received", "left"]));
    expect(news.flatMap((one) => (one.type === "received" ? [one.isMatched] : []))).toEqual([true, false]);

    const late = await mockOf(path, { faults: { delayMs: 200 } });
    const started = performance.now();
    expect(await heardBy(`${late.ws}/room`, ["hello", "close 4001 enough"])).toEqual([
      "open",
      "hello",
      "closed 4001 enough",
    ]);
    expect(performance.now() - started).toBeGreaterThan(190);
  });

  test("a place that was not recorded is told so", async () => {
    const { ws } = await mockOf(await echoRecording());
    expect(await heardBy(`${ws}/elsewhere`, [])).toEqual(["refused 404"]);
  });
});

test("what the server said by itself comes at its time", async () => {
  const server = await startWs();
  const path = await recorded(
    'connections: { a: { url: "{{ws}}" } }\nsteps: [{ connect: a }, { send: one }, { expect: { text: one } }, { wait: 300ms }, { send: close 4000 }, { expect: { close: { code: 4000 } } }]\n',
    { ws: `ws://127.0.0.1:${server.port}` },
  );
  await server.stop();
  const { ws } = await mockOf(path, { speed: 1 });
  expect(await heardBy(ws, ["one", "close 4000"])).toEqual(["open", "one", "closed 4000"]);
});

test("the server of a scenario is played, with examples for what was left open", async () => {
  const chat = `
connections:
  alice: { url: "{{url}}/chat", version: 4 }
  bob: { url: "{{url}}/chat", version: 2 }
  eve: { url: "{{url}}/closed", version: 4 }
steps:
  - connect: [alice, bob]
  - connect: eve
    fails: { code: NAMESPACE_REFUSED, message: { $contains: members only } }
  - expect: { event: welcome, args: [{ id: { $type: string }, users: { $gt: 1 } }] }
    on: alice
  - emit: { event: join, args: [lobby], ack: true }
    on: alice
  - expectAck: [{ ok: true, token: { $regex: "^t-" } }]
    on: alice
    capture: { token: "$[0].token" }
  - emit: [say, "{{token}}", hello]
    on: alice
  - expect: { event: said, args: [{ text: hello, by: alice }] }
    on: bob
  - expect: { event: question, path: { "$[0].text": "?" } }
    on: bob
  - ack: [yes]
    on: bob
  - expect: { event: thanks, args: [{ $binary: { hex: "0aff" } }] }
    on: bob
  - emit: [leave]
    on: alice
  - expect: { close: { reason: io server disconnect } }
    on: alice
`;
  const scenario = await readScenario(await written({ "chat.yaml": chat }));
  const script = await scriptOfScenario(scenario, given({ url: "http://mock" }));
  expect(script.notes).toEqual([]);
  const mock = await startMock(script, { speed: Number.POSITIVE_INFINITY });
  onTestFinished(() => mock.close());
  const outcome = await run(chat, { url: `http://127.0.0.1:${mock.port}` });
  expect(outcome.failure).toBeUndefined();
});
