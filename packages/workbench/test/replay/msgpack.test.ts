import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readCapture, showEntry } from "../../src/capture-files/index.js";
import { diffCaptures } from "../../src/diff/index.js";
import { scriptOfCapture, scriptOfScenario, startMock } from "../../src/mock/index.js";
import { replay, replayDefaults } from "../../src/replay/index.js";
import { readScenario, scenarioFromCapture } from "../../src/scenarios/index.js";
import { temporaryFolder, written } from "../scenarios/files.js";
import { recordChat, startChat } from "./recordings.js";

const require = createRequire(import.meta.url);
const fast = { ...replayDefaults, speed: Number.POSITIVE_INFINITY, timeoutMs: 3000, settleMs: 100 };

async function recordedChat() {
  const chat = await startChat(4, "msgpack");
  const path = await recordChat(chat.url, 4, "msgpack");
  await chat.stop();
  return readCapture(path);
}

test("MessagePack rows are read as what they say", async () => {
  const { rows } = await recordedChat();
  const said = rows.filter(({ entry }) => entry.kind === "event" || entry.kind === "ack");
  expect(said.length).toBeGreaterThan(15);
  expect(said.every(({ entry }) => !entry.isText)).toBe(true);
  const lines = said.map(({ entry }) => `${entry.direction} ${entry.kind} ${showEntry(entry)}`);
  expect(lines).toContain('sent event say "lobby" "message 1"');
  expect(lines).toContain('received ack say {"id":1}');
  expect(lines).toContain("sent event picture 0x00ff10");
  expect(lines).toContain('received event picture {"size":3,"bytes":"0x00ff10"}');
});

test("a MessagePack session replays with no difference, and with a planted one finds exactly it", async () => {
  const capture = await recordedChat();
  const again = await startChat(4, "msgpack");
  const alike = await replay(capture, { ...fast, url: again.url });
  expect([alike.differences, alike.unsent, alike.sent]).toEqual([[], [], 8]);
  await again.stop();
  const path = join(await temporaryFolder(), "again.sqlite");
  await alike.log.keep(path);
  expect(diffCaptures(capture, readCapture(path)).differences).toEqual([]);

  const faulty = await startChat(4, "fault", "msgpack");
  const planted = await replay(capture, { ...fast, url: faulty.url });
  expect(planted.differences.map(({ label, differences }) => [label, differences])).toEqual([
    ["event said", [{ path: "$[0].text", expected: '"message 2"', actual: '"message 2!"' }]],
    ["event said", [{ path: "$[0].text", expected: '"message 2"', actual: '"message 2!"' }]],
  ]);
});

test("a session in MessagePack and the same in JSON say the same", async () => {
  const packed = await recordedChat();
  const chat = await startChat(4);
  const plain = readCapture(await recordChat(chat.url, 4));
  expect(diffCaptures(packed, plain).differences).toEqual([]);
});

test("the mock of a MessagePack session speaks MessagePack with a stock client", async () => {
  const mock = await startMock(scriptOfCapture(await recordedChat()), { speed: Number.POSITIVE_INFINITY });
  onTestFinished(() => mock.close());
  const { io } = require("socket.io-client");
  const socket = io(`http://127.0.0.1:${mock.port}`, { parser: require("socket.io-msgpack-parser") });
  onTestFinished(() => void socket.disconnect());
  const welcome = await new Promise((resolve) => socket.on("welcome", resolve));
  expect(welcome).toEqual({ you: socket.id, rooms: ["lobby"] });
  const { token } = await new Promise<{ token: string }>((resolve) => socket.emit("login", "alice", resolve));
  expect(await new Promise((resolve) => socket.emit("join", token, "lobby", resolve))).toEqual({
    ok: true,
    room: "lobby",
  });
});

test("a scenario that is made from it names the parser", async () => {
  expect(scenarioFromCapture(await recordedChat()).connections?.alice).toMatchObject({ parser: "msgpack" });
});

test("the mock of a scenario writes as its connections do", async () => {
  const file = await written({
    "a.yaml":
      'connections: { a: { url: "http://localhost", parser: msgpack } }\nsteps: [{ connect: a }, { expect: { event: hi } }]\n',
  });
  expect((await scriptOfScenario(await readScenario(file))).parser).toBe("msgpack");
});
