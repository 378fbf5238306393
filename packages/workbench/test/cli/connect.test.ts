import { startSocketIo, startWs } from "@signalbox/peers";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "./run-cli.js";

async function startWsPeer() {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  return { peer, url: `ws://127.0.0.1:${peer.port}` };
}

async function startSocketIoPeer(version: 2 | 3 | 4) {
  const peer = await startSocketIo(version);
  onTestFinished(() => peer.stop());
  return { peer, url: `http://127.0.0.1:${peer.port}` };
}

const records = (output: string): Record<string, unknown>[] =>
  output
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

test("lines of a pipe are sent and what comes back is printed, and nothing else", async () => {
  const { peer, url } = await startWsPeer();
  const cli = runCli(["connect", url]);
  cli.end("hello\n號誌\n");
  expect(await cli.exit).toBe(0);
  expect(cli.stdout()).toBe("hello\n號誌\n");
  expect(cli.stderr()).toContain(`connected to ${url}`);
  await peer.line((line) => line === "close 1000 ");
});

test("--json is one record a line, in order", async () => {
  const { url } = await startWsPeer();
  const cli = runCli(["connect", url, "--json"]);
  cli.end("hello\n");
  expect(await cli.exit).toBe(0);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(records(cli.stdout())).toEqual([
    expect.objectContaining({ time, type: "state", phase: "connecting" }),
    expect.objectContaining({ time, type: "state", phase: "connected" }),
    { time, type: "message", direction: "sent", data: "hello" },
    { time, type: "message", direction: "received", data: "hello" },
    expect.objectContaining({ type: "state", phase: "closing" }),
    expect.objectContaining({
      type: "state",
      phase: "closed",
      close: expect.objectContaining({ code: 1000, clean: true }),
    }),
  ]);
  expect(cli.stderr()).toBe("");
});

test("Ctrl-C closes with the handshake", async () => {
  const { peer, url } = await startWsPeer();
  const cli = runCli(["connect", url]);
  await cli.says("connected");
  cli.signal("SIGINT");
  expect(await cli.exit).toBe(130);
  await peer.line((line) => line === "close 1000 ");
});

test("headers, a subprotocol and a wait without end", async () => {
  const { peer, url } = await startWsPeer();
  const cli = runCli(["connect", url, "-H", "X-One: 1", "--protocol", "chat", "--wait", "forever"]);
  cli.end("close 4000 enough\n");
  expect(await cli.exit).toBe(3);
  expect(cli.stderr()).toContain("4000: enough");
  await peer.line((line) => line.startsWith("close 4000"));
});

test.each([
  ["refused port", "ws://127.0.0.1:1/", /Nothing listens on port 1 of 127\.0\.0\.1\./],
  ["wrong URL", "nonsense", /"nonsense" is not a URL/],
])("%s: one clear sentence and exit code 1", async (_name, url, sentence) => {
  const cli = runCli(["connect", url]);
  cli.end();
  expect(await cli.exit).toBe(1);
  expect(cli.stderr()).toMatch(sentence);
  expect(cli.stdout()).toBe("");
});

test("a refusal is told with status and body", async () => {
  const { url } = await startWsPeer();
  const cli = runCli(["connect", `${url}/status/401`]);
  cli.end();
  expect(await cli.exit).toBe(1);
  expect(cli.stderr()).toContain("401 Unauthorized");
  expect(cli.stderr()).toContain("refused with 401");
});

test("a server that hangs", async () => {
  const { url } = await startWsPeer();
  const cli = runCli(["connect", `${url}/hang`, "--timeout", "0.3", "--json"]);
  cli.end();
  expect(await cli.exit).toBe(1);
  expect(records(cli.stdout()).at(-1)).toMatchObject({
    type: "state",
    phase: "failed",
    problem: { code: "CONNECT_TIMEOUT" },
  });
});

test("a command line that makes no sense", async () => {
  for (const args of [
    ["connect"],
    ["connect", "ws://x", "--nope"],
    ["connect", "ws://x", "--auth", "{"],
    ["--port", "x"],
  ]) {
    const cli = runCli(args);
    cli.end();
    expect(await cli.exit).toBe(2);
    expect(cli.stderr()).toMatch(/error: /);
  }
});

test("help has examples and the exit codes", async () => {
  const cli = runCli(["connect", "--help"]);
  expect(await cli.exit).toBe(0);
  expect(cli.stdout()).toMatch(/Examples:[\s\S]*signalbox connect/);
  expect(cli.stdout()).toContain("Exit codes: 0 ended well");
});

test.each([2, 3, 4] as const)("Socket.IO %i in a pipe, found out by itself, with acks", async (version) => {
  const { url } = await startSocketIoPeer(version);
  const cli = runCli(["connect", "--socket.io", url, "--ack", "--json"]);
  cli.end('ask 7 lobby\n["ask", {"deep": [1]}]\n');
  expect(await cli.exit).toBe(0);
  const lines = records(cli.stdout());
  expect(lines).toContainEqual(
    expect.objectContaining({ type: "state", phase: "connected", version: version }),
  );
  expect(lines).toContainEqual(
    expect.objectContaining({
      type: "event",
      direction: "received",
      event: "welcome",
      args: [{ version, nsp: "/" }],
    }),
  );
  expect(lines.filter(({ type }) => type === "ack")).toEqual([
    expect.objectContaining({
      direction: "received",
      event: "ask",
      args: [[7, "lobby"]],
      durationMs: expect.any(Number),
    }),
    expect.objectContaining({ event: "ask", args: [[{ deep: [1] }]] }),
  ]);
});

test("Socket.IO events are printed as they are written", async () => {
  const { url } = await startSocketIoPeer(4);
  const cli = runCli(["connect", "--socket.io=4", `${url}/chat`]);
  cli.end('echo {"a":1} "two" 3\n');
  expect(await cli.exit).toBe(0);
  expect(cli.stdout()).toBe('welcome {"version":4,"nsp":"/chat"}\necho {"a":1} "two" 3\n');
});

test("a missing acknowledgement and a line that cannot be sent end with exit code 4", async () => {
  const { url } = await startSocketIoPeer(4);
  const late = runCli(["connect", "--socket.io", url, "--ack", "0.1"]);
  late.end("nobody-listens\n");
  expect(await late.exit).toBe(4);
  expect(late.stderr()).toContain('No acknowledgement of "nobody-listens" within 100 ms.');
  const wrong = runCli(["connect", "--socket.io", url]);
  wrong.end("chat {a:1}\n");
  expect(await wrong.exit).toBe(4);
  expect(wrong.stderr()).toContain("argument 0 is not JSON");
});

test("a refused namespace", async () => {
  const { url } = await startSocketIoPeer(4);
  const cli = runCli(["connect", "--socket.io", `${url}/guarded`]);
  cli.end();
  expect(await cli.exit).toBe(1);
  expect(cli.stderr()).toContain("not allowed here");
  const allowed = runCli(["connect", "--socket.io", `${url}/guarded`, "--auth", '{"token":"secret"}']);
  allowed.end();
  expect(await allowed.exit).toBe(0);
});
