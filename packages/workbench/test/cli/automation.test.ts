import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startSocketIo, startWs } from "@signalbox/peers";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../src/timeline/sql.js";
import { temporaryFolder, written } from "../scenarios/files.js";
import { runCli } from "./run-cli.js";

async function finished(args: readonly string[], input = "") {
  const cli = runCli(args);
  cli.end(input);
  const code = await cli.exit;
  return { code, stdout: cli.stdout(), stderr: cli.stderr() };
}

async function recordedChat() {
  const peer = await startSocketIo(4);
  onTestFinished(() => peer.stop());
  const url = `http://127.0.0.1:${peer.port}`;
  const path = join(await temporaryFolder(), "chat.sqlite");
  const lines = 'join lobby\nask {"n":1} 2\nsay lobby hello\n';
  const recorded = await finished(
    ["record", url, "--socket.io=4", "--ack", "-o", path],
    lines.replace("say", "ask"),
  );
  expect([recorded.code, recorded.stderr]).toEqual([0, expect.stringMatching(/recorded \d+ rows in /)]);
  return { path, url };
}

test("record, replay, diff: a session that is the same again", async () => {
  const { path, url } = await recordedChat();
  const again = path.replace("chat", "again");
  const replayed = await finished(["replay", path, "--url", url, "--speed", "max", "-o", again]);
  expect(replayed.stdout).toMatch(/^no difference; 3 sent, \d+ answers compared \([\d.]+ s\)\n$/);
  expect(replayed.code).toBe(0);
  const compared = await finished(["diff", path, again]);
  expect([compared.code, compared.stdout]).toEqual([
    0,
    expect.stringMatching(/^0 differences in \d+ rows\n$/),
  ]);
});

test("a replay that differs says where, for people and for scripts", async () => {
  const { path } = await recordedChat();
  const replaced = ["--replace", "lobby=hall", "--speed", "max", "--timeout", "2"];
  const told = await finished(["replay", path, ...replaced]);
  // What was replaced is expected to come back replaced, too.
  expect([told.code, told.stdout]).toEqual([0, expect.stringContaining("no difference")]);
  const other = await startSocketIo(3);
  onTestFinished(() => other.stop());
  const at = ["--url", `http://127.0.0.1:${other.port}`];
  const people = await finished(["replay", path, ...at, "--speed", "max"]);
  expect(people.code).toBe(1);
  expect(people.stdout).toContain("at $[0].version: 4 became 3");
  const scripts = await finished(["replay", path, ...at, "--speed", "max", "--json"]);
  const [difference, end] = scripts.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(difference).toMatchObject({ type: "changed", label: "event welcome" });
  expect(end).toMatchObject({ type: "end", differences: 1, unsent: 0 });
  const ignored = await finished([
    "replay",
    path,
    ...at,
    "--speed",
    "max",
    "--ignore",
    "welcome:$[0].version",
  ]);
  expect(ignored.code).toBe(0);
});

test("record refuses to write over a file, and writes NDJSON where asked", async () => {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  const url = `ws://127.0.0.1:${peer.port}`;
  const folder = await temporaryFolder();
  const path = join(folder, "a.ndjson");
  expect((await finished(["record", url, "-o", path], "hello\n")).code).toBe(0);
  const rows = (await readFile(path, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows.filter(({ type }) => type === "message").map(({ data }) => data)).toEqual(["hello", "hello"]);
  const again = await finished(["record", url, "-o", path], "");
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("is there already")]);
  const appended = await finished(["record", url, "-o", path, "--append"], "more\n");
  expect(appended.code).toBe(0);
  expect(await readFile(path, "utf8")).toContain('"data":"more"');
});

test("files that are no captures, damaged or too new are refused by every command", async () => {
  const folder = await temporaryFolder();
  const text = join(folder, "a.sqlite");
  await writeFile(
    text,
    "nothing of the kind, but long enough to be looked at as a header of a database file",
  );
  const { path } = await recordedChat();
  const db = openDatabase(path);
  db.exec("PRAGMA user_version = 99");
  db.close();
  for (const command of [["replay"], ["mock"], ["diff", text]]) {
    expect((await finished([...command, text])).code).toBe(2);
    const tooNew = await finished(command.length === 1 ? [...command, path] : ["diff", path, path]);
    expect([tooNew.code, tooNew.stderr]).toEqual([2, expect.stringContaining("format 99")]);
  }
});

test("a mock is started, watched and ended by Ctrl-C", async () => {
  const { path } = await recordedChat();
  const mock = runCli(["mock", path, "--speed", "max"]);
  await mock.says("The mock is ready at");
  const url = /http:\S+/.exec(mock.stdout())?.[0] ?? "";
  const replayed = await finished(["replay", path, "--url", url, "--speed", "max"]);
  expect([replayed.code, replayed.stdout]).toEqual([0, expect.stringContaining("no difference")]);
  await mock.says("has left");
  expect(mock.stdout()).toContain('→ ask {"n":1} 2');
  mock.signal("SIGINT");
  expect(await mock.exit).toBe(0);
});

test("a mock of a scenario, with faults", async () => {
  const file = await written({
    "a.yaml":
      'connections: { a: { url: "ws://localhost/room" } }\nsteps: [{ connect: a }, { send: hi }, { expect: { text: ho } }]\n',
  });
  const mock = runCli(["mock", file, "--json", "--close-after", "0.3:4001"]);
  await mock.says('"type":"ready"');
  const [ready = ""] = mock.stdout().split("\n");
  const { urls } = JSON.parse(ready);
  const client = await finished(["connect", urls[0], "--wait", "forever"], "hi\n");
  expect([client.code, client.stdout]).toEqual([3, "ho\n"]);
  expect(client.stderr).toContain("4001");
  mock.signal("SIGINT");
  expect(await mock.exit).toBe(0);
});

test("a mock of an AsyncAPI document tells on standard error what is not as documented", async () => {
  const file = await written({
    "api.yaml": `asyncapi: 2.6.0
info: { title: Chat, version: 1.0.0 }
servers: { main: { url: "chat.example", protocol: ws } }
channels:
  /chat:
    publish: { message: { name: say, payload: { type: object, required: [text], properties: { text: { type: string } } } } }
    subscribe: { message: { name: said, payload: { const: hello } } }
`,
  });
  const mock = runCli(["mock", file, "--json", "--push-every", "0.1"]);
  await mock.says('"type":"ready"');
  const { urls } = JSON.parse(mock.stdout().split("\n")[0] ?? "");
  expect(urls).toEqual([expect.stringMatching(/^ws:.*\/chat$/)]);
  const client = runCli(["connect", urls[0], "--wait", "forever"]);
  client.write('{"text":1}\n');
  await mock.says('/chat: the message does not fit "say": .text must be string\n');
  await client.says('"hello"\n"hello"\n"hello"\n');
  client.end();
  client.signal("SIGINT");
  await client.exit;
  mock.signal("SIGINT");
  expect(await mock.exit).toBe(0);

  const scenario = await written({ "a.yaml": "connections: {}\nsteps: []\n" });
  const wrong = await finished(["mock", scenario, "--push-every", "1"]);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--push-every is for AsyncAPI")]);
  expect((await finished(["mock", file, "--push-every", "0"])).code).toBe(2);
});

test("a scenario is written from a recording, and passes", async () => {
  const { path, url } = await recordedChat();
  const file = path.replace(".sqlite", ".yaml");
  const made = await finished(["scenario", path, "-o", file, "--name", "Chat again"]);
  expect([made.code, made.stderr]).toEqual([0, ""]);
  const ran = await finished(["run", file, "--capture", "never"]);
  expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining("✓ Chat again")]);
  const elsewhere = await finished(["run", file, "--capture", "never", "--var", `server=${url}`]);
  expect(elsewhere.code).toBe(0);
  expect((await finished(["scenario", path, "-o", file])).stderr).toContain("is there already");
  const chosen = await finished(["scenario", path, "--rows", "1-3"]);
  expect(chosen.stdout).not.toContain("expectAck");
});
