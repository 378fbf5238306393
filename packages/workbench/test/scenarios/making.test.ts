import { join } from "node:path";
import { startSocketIo, startWs } from "@signalbox/peers";
import { expect, onTestFinished, test } from "vitest";
import { readCapture } from "../../src/capture-files/index.js";
import { scenarioFromCapture, scenarioText } from "../../src/scenarios/index.js";
import { recordChat, startChat } from "../replay/recordings.js";
import { run, temporaryFolder } from "./files.js";

async function recorded(yaml: string, values: Readonly<Record<string, string>>): Promise<string> {
  const outcome = await run(yaml, values);
  if (outcome.status !== "passed") throw new Error(JSON.stringify(outcome.failure));
  const path = join(await temporaryFolder(), "recorded.sqlite");
  await outcome.log.keep(path);
  return path;
}

test.each([2, 4] as const)(
  "a recorded Socket.IO %i chat becomes a scenario that passes and that notices a change",
  async (version) => {
    const first = await startChat(version);
    const path = await recordChat(first.url, version);
    await first.stop();
    const text = scenarioText(scenarioFromCapture(readCapture(path), { name: "Chat" }));
    expect(text).toContain('token: "$[0].token"');
    expect(text).toContain("{{token}}");
    expect(text).toContain(`server: ${first.url}`);

    const second = await startChat(version);
    const passed = await run(text, { server: second.url });
    expect([passed.failure, passed.status]).toEqual([undefined, "passed"]);
    await second.stop();
    const faulty = await startChat(version, "fault");
    const failed = await run(`timeout: 500ms\n${text}`, { server: faulty.url });
    expect(failed.failure?.differences).toEqual([
      { path: "$[0].text", expected: '"message 2"', actual: '"message 2!"' },
    ]);
  },
);

test("a WebSocket session, with what needs care: bytes, templates, operators, a refusal, a close code", async () => {
  const server = await startWs();
  onTestFinished(() => server.stop());
  const ws = `ws://127.0.0.1:${server.port}`;
  const session = `
connections:
  a: { url: "{{ws}}/room?x=1", subprotocols: [chat], headers: { X-Test: "1" } }
  no: { url: "{{ws}}/status/403" }
steps:
  - connect: a
  - connect: no
    fails: HTTP_REFUSED
  - send: "{{$literal not a variable}} {{$literal name}}"
    on: a
  - expect: { text: { $any: true } }
    on: a
  - send: { text: '{"a":{"$any":true},"b":[1,2]}' }
    on: a
  - expect: { json: { b: [1, 2] } }
    on: a
  - send: { binary: { hex: 00ff } }
    on: a
  - expect: { binary: { hex: 00ff } }
    on: a
  - close: { code: 4123, reason: bye }
    on: a
`;
  const path = await recorded(session, { ws });
  const scenario = scenarioFromCapture(readCapture(path));
  expect(scenario.connections).toMatchObject({
    a: { url: "{{server}}/room?x=1", subprotocols: ["chat"], headers: { "X-Test": "1" } },
  });
  const again = await run(scenarioText(scenario), {});
  expect([again.failure, again.status]).toEqual([undefined, "passed"]);
  expect(scenario.steps.slice(-2)).toEqual([
    { expect: { binary: { hex: "00ff" } }, on: "a" },
    { close: { code: 4123, reason: "bye" }, on: "a" },
  ]);
});

test("chosen rows alone become steps, the connection stays", async () => {
  const server = await startSocketIo(4);
  onTestFinished(() => server.stop());
  const path = await recorded(
    'connections: { a: { url: "{{url}}", version: 4 } }\nsteps: [{ connect: a }, { emit: [echo, 1] }, { expect: { event: echo } }, { emit: [echo, 2] }, { expect: { event: echo } }]\n',
    { url: `http://127.0.0.1:${server.port}` },
  );
  const capture = readCapture(path);
  const chosen = capture.rows.filter(({ entry }) => entry.event === "echo").slice(2);
  const isChosen = (seq: number) => chosen.some((row) => row.seq === seq);
  const { steps } = scenarioFromCapture(capture, { isChosen });
  expect(steps).toEqual([
    { connect: "a" },
    { emit: ["echo", 2], on: "a" },
    { expect: { event: "echo", args: [2] }, on: "a" },
    { disconnect: "a" },
  ]);
});
