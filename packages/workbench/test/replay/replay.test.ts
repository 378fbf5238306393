import { join } from "node:path";
import { startWs } from "@signalbox/peers";
import { describe, expect, onTestFinished, test } from "vitest";
import { type CapturedRow, readCapture } from "../../src/capture-files/index.js";
import { diffCaptures } from "../../src/diff/index.js";
import { replay, replayDefaults } from "../../src/replay/index.js";
import { run, temporaryFolder } from "../scenarios/files.js";
import { recordChat, startChat } from "./recordings.js";

const fast = { ...replayDefaults, speed: Number.POSITIVE_INFINITY, timeoutMs: 3000, settleMs: 100 };

describe.each([2, 3, 4] as const)("a recorded session of a stock Socket.IO %i chat", (version) => {
  test("replays with no difference, and with a planted one finds exactly it", async () => {
    const first = await startChat(version);
    const capture = readCapture(await recordChat(first.url, version));
    await first.stop();

    const second = await startChat(version);
    const alike = await replay(capture, { ...fast, url: second.url });
    expect(alike.differences).toEqual([]);
    expect(alike.unsent).toEqual([]);
    expect(alike.sent).toBe(8);
    expect(alike.compared).toBeGreaterThan(15);
    await second.stop();

    const faulty = await startChat(version, "fault");
    const planted = await replay(capture, { ...fast, url: faulty.url });
    // The same message reaches alice and bob.
    expect(planted.differences.map(({ type, label, differences }) => [type, label, differences])).toEqual([
      ["changed", "event said", [{ path: "$[0].text", expected: '"message 2"', actual: '"message 2!"' }]],
      ["changed", "event said", [{ path: "$[0].text", expected: '"message 2"', actual: '"message 2!"' }]],
    ]);
    expect(planted.differences.map(({ connection }) => connection).sort()).toEqual(["alice", "bob"]);
    await faulty.stop();
  });
});

test("what is replayed is a capture again, and the two are alike", async () => {
  const first = await startChat(4);
  const recorded = readCapture(await recordChat(first.url, 4));
  await first.stop();
  const second = await startChat(4);
  const { log } = await replay(recorded, { ...fast, url: second.url });
  const path = join(await temporaryFolder(), "again.sqlite");
  await log.keep(path);
  // Socket ids and tokens are new each time; they are told apart from what was said.
  expect(diffCaptures(recorded, readCapture(path)).differences).toEqual([]);
});

test("a WebSocket session: text, JSON, bytes, a ping, the close code; another server finds what differs", async () => {
  const server = await startWs();
  onTestFinished(() => server.stop());
  const values = { ws: `ws://127.0.0.1:${server.port}` };
  const outcome = await run(
    `connections:
  a: { url: "{{ws}}/path?x=1", subprotocols: [chat], headers: { X-Test: yes, Cookie: a=1 } }
steps:
  - connect: a
  - send: hello
  - expect: { text: hello }
  - send: { binary: { hex: "0001" } }
  - expect: { binary: { hex: "0001" } }
  - send: close 4001 enough
  - expect: { close: { code: 4001 } }
`,
    values,
  );
  expect(outcome.failure).toBeUndefined();
  const path = join(await temporaryFolder(), "ws.sqlite");
  await outcome.log.keep(path);
  const capture = readCapture(path);
  const result = await replay(capture, fast);
  expect([result.differences, result.unsent, result.sent]).toEqual([[], [], 3]);

  const replaced = await replay(capture, { ...fast, replace: [["close 4001", "close 4002"]] });
  expect(replaced.differences).toMatchObject([
    { type: "changed", label: "end", differences: [{ path: "$.code", expected: "4001", actual: "4002" }] },
  ]);
});

test("a close code and reason of the client's own are sent again", async () => {
  const server = await startWs();
  onTestFinished(() => server.stop());
  const outcome = await run(
    'connections: { a: { url: "{{ws}}" } }\nsteps: [{ connect: a }, { close: { code: 4123, reason: bye } }]\n',
    { ws: `ws://127.0.0.1:${server.port}` },
  );
  const path = join(await temporaryFolder(), "closed.sqlite");
  await outcome.log.keep(path);
  const { differences } = await replay(readCapture(path), fast);
  expect(differences).toEqual([]);
  // Its lines come through a pipe, later than its frames.
  await expect.poll(() => server.lines.filter((line) => line === "close 4123 bye")).toHaveLength(2);
});

test("a server that is gone is told as a difference, and costs its time once", async () => {
  const first = await startChat(4);
  const capture = readCapture(await recordChat(first.url, 4));
  await first.stop();
  const started = performance.now();
  const result = await replay(capture, { ...fast, timeoutMs: 500 });
  expect(result.differences.some(({ type }) => type === "missing")).toBe(true);
  expect(result.unsent.length).toBe(8);
  expect(performance.now() - started).toBeLessThan(15_000);
});

test("the recorded pace is kept, or scaled", async () => {
  const server = await startWs();
  onTestFinished(() => server.stop());
  const outcome = await run(
    'connections: { a: { url: "{{ws}}" } }\nsteps: [{ connect: a }, { send: one }, { wait: 400ms }, { send: two }, { expect: { text: two } }]\n',
    { ws: `ws://127.0.0.1:${server.port}` },
  );
  const path = join(await temporaryFolder(), "paced.sqlite");
  await outcome.log.keep(path);
  const capture = readCapture(path);
  const original = await replay(capture, { ...fast, speed: 1 });
  const doubled = await replay(capture, { ...fast, speed: 2 });
  // Never before its time; how much later is the machine's affair.
  const lastSentAfter = (rows: readonly CapturedRow[]) => {
    const sent = rows.filter(({ entry }) => entry.kind === "message" && entry.direction === "sent");
    return (sent.at(-1)?.entry.at ?? 0) - (rows[0]?.entry.at ?? 0);
  };
  const recordedMs = lastSentAfter(capture.rows);
  expect(recordedMs).toBeGreaterThan(399);
  expect(lastSentAfter(original.log.rows(1, original.log.lastSeq))).toBeGreaterThan(recordedMs - 5);
  expect(lastSentAfter(doubled.log.rows(1, doubled.log.lastSeq))).toBeGreaterThan(recordedMs / 2 - 5);
  expect(original.differences).toEqual([]);
});
