import { spawn } from "node:child_process";
import { type PeerProcess, startSocketIo, startWs } from "@signalbox/peers";
import { expect, onTestFinished, test, vi } from "vitest";
import { codeOf } from "../../src/code/index.js";
import type { CodeCall, CodeTarget, OutgoingMessage } from "../../src/contract/index.js";

function textOf(call: CodeCall): string {
  return codeOf(call)?.text ?? "";
}

/** Runs a program and gives what it prints, which grows while it runs. */
function run(command: string, args: readonly string[], program: string): { readonly output: () => string } {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  child.stdin.end(program);
  return { output: () => output };
}

const node = (program: string) => run(process.execPath, ["--input-type=module"], program);
const python = (program: string) => run("/usr/bin/python3", ["-u", "-"], program);

async function withPeer<T extends PeerProcess>(starting: Promise<T>): Promise<T> {
  const peer = await starting;
  onTestFinished(() => peer.stop());
  return peer;
}

const text: OutgoingMessage = { kind: "text", body: 'it\'s "quoted" $HOME \\ 號誌\nsecond line' };
const binary: OutgoingMessage = { kind: "binary", body: "de ad be ef", encoding: "hex" };

test.each([
  ["ws", node],
  ["python", python],
] as const)("code for %s says to a stock ws server what was said", async (target, start) => {
  const peer = await withPeer(startWs());
  const request = {
    protocol: "websocket",
    url: `ws://127.0.0.1:${peer.port}/`,
  } as const;
  const said = start(textOf({ target, request, message: text }));
  await vi.waitFor(() => expect(said.output()).toContain(text.body), 10_000);
  const bytes = start(textOf({ target, request, message: binary }));
  await vi.waitFor(() => expect(bytes.output()).toMatch(/de ad be ef|\\xde\\xad\\xbe\\xef/), 10_000);
});

const event: OutgoingMessage = {
  kind: "event",
  event: "ask",
  ackTimeoutMs: 5000,
  args: [
    { kind: "json", body: '{"ok":true,"none":null,"text":"caf\\u00e9"}' },
    { kind: "text", body: "號誌" },
  ],
};

test.each([2, 3, 4] as const)("code for socket.io-client %i asks a stock server", async (version) => {
  const peer = await withPeer(startSocketIo(version));
  const request = {
    protocol: "socket.io",
    url: `http://127.0.0.1:${peer.port}/chat`,
    version: "auto",
  } as const;
  const written = textOf({ target: "socket.io-client", request, version, message: event });
  const alias = version === 4 ? "socket.io-client" : `socket.io-client-${version}`;
  const { output } = node(written.replace('"socket.io-client"', JSON.stringify(alias)));
  await vi.waitFor(() => expect(output()).toMatch(/ack .*ok: true.*none: null.*café.*號誌/s), 10_000);
});

test("code for Python asks a stock Socket.IO server", async () => {
  const peer = await withPeer(startSocketIo(4));
  const url = `http://127.0.0.1:${peer.port}/chat`;
  const request = { protocol: "socket.io", url, version: 4 } as const;
  const { output } = python(textOf({ target: "python", request, message: event }));
  await vi.waitFor(() => expect(output()).toMatch(/ack .*'ok': True.*'none': None.*café.*號誌/s), 10_000);
});

test("commands for wscat and websocat carry headers, subprotocols and TLS, quoted for a shell", () => {
  const request = {
    protocol: "websocket",
    url: "wss://example.com/a?b=c&d",
    headers: [
      { name: "X-Note", value: "it's" },
      { name: "X-Off", value: "1", enabled: false },
    ],
    cookies: [{ name: "sid", value: "1" }],
    authorization: { type: "basic", username: "ann", password: "pé" },
    subprotocols: ["graphql-ws"],
    tls: { verify: false },
  } as const;
  expect(textOf({ target: "wscat", request, message: { kind: "json", body: '{"a":1}' } })).toBe(
    "wscat --connect 'wss://example.com/a?b=c&d' --header 'X-Note: it'\\''s' --header 'Cookie: sid=1' " +
      "--header 'Authorization: Basic YW5uOnDDqQ==' --subprotocol graphql-ws --no-check --execute '{\"a\":1}'\n",
  );
  expect(textOf({ target: "websocat", request, message: binary })).toBe(
    "echo 3q2+7w== | base64 --decode | websocat --no-close --binary --header='X-Note: it'\\''s' " +
      "--header='Cookie: sid=1' --header='Authorization: Basic YW5uOnDDqQ==' --protocol=graphql-ws --insecure " +
      "'wss://example.com/a?b=c&d'\n",
  );
});

test("a Socket.IO event for websocat is what crosses the wire", () => {
  const request = {
    protocol: "socket.io",
    url: "http://x.test/chat?a=1",
    version: 4,
    auth: '{"t":1}',
  } as const;
  const message = { ...event, args: [{ kind: "json", body: "[1]" }] } as const;
  expect(textOf({ target: "websocat", request, message })).toBe(
    `printf '%s\\0' '40/chat,{"t":1}' '42/chat,0["ask",[1]]' | websocat --no-close --null-terminated ` +
      "'ws://x.test/socket.io/?a=1&EIO=4&transport=websocket'\n",
  );
});

test.each<[CodeTarget, "websocket" | "socket.io"]>([
  ["socket.io-client", "websocket"],
  ["ws", "socket.io"],
])("%s has no sense for a %s connection", (target, protocol) => {
  const request = { protocol, url: "http://x.test", version: 4 } as CodeCall["request"];
  expect(codeOf({ target, request })).toBeUndefined();
});
