import { type PeerProcess, startSocketIo, startWs } from "@signalbox/peers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  Interrupted,
  readScenario,
  runScenario,
  runSuite,
  type StepEvent,
  suiteDefaults,
} from "../../src/scenarios/index.js";
import { scopeOf } from "../../src/variables/index.js";
import { given, run, written } from "./files.js";

let ws: PeerProcess;
let chat: PeerProcess;
let values: Readonly<Record<string, string>>;

beforeAll(async () => {
  [ws, chat] = await Promise.all([startWs(), startSocketIo(4)]);
  values = { ws: `ws://127.0.0.1:${ws.port}`, chat: `http://127.0.0.1:${chat.port}` };
});
afterAll(() => Promise.all([ws.stop(), chat.stop()]));

const alice = 'connections:\n  alice: { url: "{{ws}}" }\nsteps:\n  - connect: alice\n';
const bob = 'connections:\n  bob: { url: "{{chat}}", version: 4 }\nsteps:\n  - connect: bob\n';

describe("a failure shows", () => {
  test("the step, what was expected, the nearest message and its difference, and the timeline", async () => {
    const outcome = await run(
      `${bob}  - expect: { event: welcome }
  - emit: [echo, { text: ho, n: 1 }]
  - expect: { event: echo, args: [{ text: hi, n: 1 }] }
    within: 300ms
`,
      values,
    );
    expect(outcome.status).toBe("failed");
    expect(outcome.failure).toMatchObject({
      code: "EXPECTED_MISSING",
      connection: "bob",
      at: { line: 7, column: 5 },
      step: 'expect the event "echo" with [{"text":"hi","n":1}]',
      message: 'The event "echo" with [{"text":"hi","n":1}] did not come on "bob": not within 300 ms.',
      actual: 'echo [{"text":"ho","n":1}]',
      differences: [{ path: "$[0].text", expected: '"hi"', actual: '"ho"' }],
    });
    const timeline = outcome.failure?.timeline.map(({ direction, text, isNearest }) => [
      direction,
      text,
      isNearest,
    ]);
    expect(timeline).toEqual([
      ["none", `connecting to ${values.chat}`, false],
      ["none", expect.stringContaining("connected, Socket.IO 4"), false],
      ["received", 'welcome {"version":4,"nsp":"/"}', false],
      ["sent", 'echo {"text":"ho","n":1}', false],
      ["received", 'echo {"text":"ho","n":1}', true],
    ]);
  });

  test("the place within rounds, branches and calls", async () => {
    const file = await written({
      "a.yaml":
        'connections: { alice: { url: "{{ws}}" } }\nsteps:\n  - parallel:\n      one:\n        - call: b.yaml\n          connections: { it: alice }\n',
      "b.yaml":
        'connections: { it: { url: "{{ws}}" } }\nsteps:\n  - connect: it\n  - repeat: 3\n    steps:\n      - send: "{{n}}"\n      - expect: { text: { $lt: 0 } }\n        next: true\n',
    });
    const outcome = await runScenario(await readScenario(file), { variables: given(values) });
    expect(outcome.failure?.at).toMatchObject({ file: file.replace("a.yaml", "b.yaml"), line: 7 });
    expect(outcome.failure?.within).toEqual([
      expect.stringMatching(/a\.yaml:3 in parallel, one$/),
      expect.stringMatching(/a\.yaml:5 call b\.yaml$/),
      expect.stringMatching(/b\.yaml:4 repeat 3, round 1$/),
    ]);
  });
});

describe("steps fail for what they are about", () => {
  test.each([
    ["expectNone", "  - send: hi\n  - expectNone: { text: hi }\n", "UNEXPECTED", '"hi"'],
    [
      "next",
      "  - send: a\n  - send: b\n  - expect: { text: b }\n    next: true\n",
      "EXPECTED_MISSING",
      '"a"',
    ],
    [
      "the close code",
      "  - send: close 4001 enough\n  - expect: { close: { code: 4000 } }\n",
      "CLOSE_DIFFERS",
      'the connection was closed with 4001 "enough" (Application: defined by the application)',
    ],
    [
      "an end while it waits",
      "  - send: close 4001 enough\n  - expect: { text: never }\n    within: 1m\n",
      "CONNECTION_ENDED",
      'the connection was closed with 4001 "enough" (Application: defined by the application)',
    ],
    [
      "headers",
      "  - close: alice\n  - connect: alice\n    headers: { upgrade: h2c }\n",
      "CONNECT_DIFFERS",
      'header upgrade "websocket"',
    ],
    [
      "a refusal",
      "  - close: alice\n  - connect: alice\n    fails: true\n",
      "CONNECT_NOT_REFUSED",
      "a connection",
    ],
    [
      "a capture",
      "  - send: hi\n  - expect: { text: hi }\n    capture: { a: $.b }\n",
      "CAPTURE_MISSING",
      undefined,
    ],
    ["a variable", '  - send: "{{nobody}}"\n', "VARIABLE_UNKNOWN", undefined],
    ["an ack of nothing", "  - ack: []\n", "STEP_IMPOSSIBLE", undefined],
    ["a second connect", "  - connect: alice\n", "STEP_IMPOSSIBLE", undefined],
  ])("%s", async (_name, steps, code, actual) => {
    const { failure, status } = await run(alice + steps, values);
    expect([status, failure?.code, failure?.actual]).toEqual(["failed", code, actual]);
  });

  test("a connect that fails says why and what to do", async () => {
    const { failure } = await run(
      'connections: { a: { url: "ws://127.0.0.1:1" } }\nsteps: [{ connect: a }]\n',
      values,
    );
    expect(failure).toMatchObject({ code: "CONNECT_FAILED", problem: { code: "CONNECT_REFUSED" } });
  });

  test("another refusal than expected shows its differences", async () => {
    const { failure } = await run(
      'connections: { a: { url: "{{ws}}/status/403" } }\nsteps:\n  - connect: a\n    fails: { status: 401 }\n',
      values,
    );
    expect(failure).toMatchObject({
      code: "REFUSAL_DIFFERS",
      differences: [{ path: "status", expected: "401", actual: "403" }],
    });
  });

  test("an acknowledgement that differs or does not come", async () => {
    const differs = await run(
      `${bob}  - emit: { event: ask, args: [1], ack: true }\n  - expectAck: [[2]]\n`,
      values,
    );
    expect(differs.failure).toMatchObject({
      code: "ACK_DIFFERS",
      differences: [{ path: "$[0][0]", expected: "2", actual: "1" }],
    });
    const missing = await run(
      `${bob}  - emit: { event: nobody-hears, ack: true }\n  - expectAck: []\n    within: 100ms\n`,
      values,
    );
    expect(missing.failure).toMatchObject({ code: "ACK_MISSING", actual: "nothing within 100 ms" });
  });
});

test("a server that dies fails the step that waits, at once", async () => {
  const server = await startWs();
  const scenario = await readScenario(
    await written({ "a.yaml": `${alice}  - expect: { text: never }\n    within: 1m\n` }),
  );
  const outcome = await runScenario(scenario, {
    variables: given({ ws: `ws://127.0.0.1:${server.port}` }),
    onStep: ({ state, line }) => {
      if (state === "started" && line === 5) void server.stop("SIGKILL");
    },
  });
  expect(outcome.failure).toMatchObject({ code: "CONNECTION_ENDED", at: { line: 5 } });
  expect(outcome.durationMs).toBeLessThan(30_000);
});

test("the limit of a scenario ends it where it is", async () => {
  const { failure } = await run(`limit: 100ms\n${alice}  - wait: 10s\n`, values);
  expect(failure).toMatchObject({ code: "TIME_LIMIT", at: { line: 6 } });
});

test("an interrupted run closes its connections with the handshake", async () => {
  const server = await startWs();
  const stop = new AbortController();
  const scenario = await readScenario(await written({ "a.yaml": `${alice}  - wait: 1m\n` }));
  const outcome = await runScenario(scenario, {
    variables: given({ ws: `ws://127.0.0.1:${server.port}` }),
    signal: stop.signal,
    onStep: ({ state, line }) => {
      if (state === "started" && line === 5) stop.abort(new Interrupted("enough"));
    },
  });
  expect(outcome).toMatchObject({ status: "interrupted", reason: "enough" });
  await server.line((line) => line === "close 1000 ");
  await server.stop();
});

describe("variables", () => {
  test("keep their types where they stand alone, and are text within text", async () => {
    const { status, failure } = await run(
      `variables: { list: [1, { a: "{{word}}" }], word: hi }\n${bob}  - emit: [echo, "{{list}}", "{{list}} {{word}}"]
  - expect: { event: echo, args: [[1, { a: hi }], '[1,{"a":"{{word}}"}] hi'] }
`,
      values,
    );
    expect([status, failure]).toEqual(["passed", undefined]);
  });

  test("what a server sent is never read as a template", async () => {
    const { status } = await run(
      `${alice}  - send: { text: "{{$literal secret}}" }
  - expect: { text: { $any: true } }
    capture: { got: text }
  - send: "{{got}}"
  - expect: { text: "{{got}}" }
    capture: { again: "/^(.*)$/" }
`,
      { ...values, secret: "1234" },
    );
    expect(status).toBe("passed");
    const outcome = await run(`variables: { a: "{{b}}", b: "{{a}}" }\n${alice}  - send: "{{a}}"\n`, values);
    expect(outcome.failure?.code).toBe("VARIABLE_UNKNOWN");
  });

  test("a command line's go before the file's, a row's before those", async () => {
    const text =
      'variables: { word: file }\nconnections: { a: { url: "{{ws}}" } }\nsteps: [{ connect: a }, { send: "{{word}}" }, { expect: { text: row } }]\n';
    const outcome = await run(text, { ...values, word: "given" }, { row: { word: "row" } });
    expect(outcome.failure).toBeUndefined();
  });
});

test("steps are told as they go, with their depth", async () => {
  const events: StepEvent[] = [];
  await run(`${alice}  - repeat: 2\n    steps:\n      - send: "{{n}}"\n`, values, {
    onStep: (event) => void events.push(event),
  });
  const told = events.filter(({ state }) => state !== "started");
  expect(told.map(({ state, title, line, depth }) => [state, title, line, depth])).toEqual([
    ["passed", "connect alice", 4, 0],
    ["passed", 'send "1"', 7, 1],
    ["passed", 'send "2"', 7, 1],
    ["passed", "repeat 2", 5, 0],
  ]);
});

test("a failing branch stops the others", async () => {
  const outcome = await run(
    `${alice}  - parallel:\n      slow:\n        - wait: 1m\n      bad:\n        - expect: { text: x }\n          within: 10ms\n`,
    values,
  );
  expect(outcome.failure).toMatchObject({ code: "EXPECTED_MISSING", at: { line: 9 } });
  expect(outcome.durationMs).toBeLessThan(30_000);
});

test("the values of secrets are masked in reports", async () => {
  const scenario = await readScenario(
    await written({ "a.yaml": `${alice}  - send: "{{token}}"\n  - expect: { text: x }\n    within: 20ms\n` }),
  );
  const secret = { name: "token", value: "hush-hush", secret: true, source: "environment" } as const;
  const url = { name: "ws", value: values.ws ?? "", secret: false, source: "environment" } as const;
  const reported: unknown[] = [];
  await runSuite([scenario], {
    ...suiteDefaults,
    capture: "never",
    variables: { over: scopeOf([secret, url]), under: scopeOf() },
    reporters: [
      {
        step: (_run, event) => void reported.push(event),
        result: (result) => void reported.push(result),
        end: () => {},
      },
    ],
  });
  expect(JSON.stringify(reported)).toContain("••••••");
  expect(JSON.stringify(reported)).not.toContain("hush-hush");
});
