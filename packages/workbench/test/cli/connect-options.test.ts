import { startSocketIo } from "@signalbox/peers";
import { expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";
import { authority, localhost } from "../connections/certificates.js";
import { startHttpProxy } from "../connections/proxies.js";
import { startTlsEcho } from "../connections/raw-server.js";
import { folderWith } from "../project/folder.js";
import { runCli } from "./run-cli.js";

/** A stock server that answers each message with the handshake's URL and headers. */
async function startMirror() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => server.close());
  server.on("connection", (socket, { url, headers }) => {
    socket.on("message", (data) => socket.send(JSON.stringify({ url, headers, data: String(data) })));
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function run(args: readonly string[], lines = "hello\n", env: NodeJS.ProcessEnv = {}) {
  const cli = runCli(["connect", ...args], env);
  cli.end(lines);
  const code = await cli.exit;
  return { code, stdout: cli.stdout(), stderr: cli.stderr() };
}

test("cookies, users, tokens and origins", async () => {
  const url = `ws://127.0.0.1:${await startMirror()}/`;
  const basic = await run([
    url,
    "--cookie",
    "a=1",
    "--cookie",
    "b=2=3",
    "--user",
    "alice:p:w",
    "--origin",
    "https://o",
  ]);
  expect(JSON.parse(basic.stdout).headers).toMatchObject({
    cookie: "a=1; b=2=3",
    authorization: `Basic ${Buffer.from("alice:p:w").toString("base64")}`,
    origin: "https://o",
    "sec-websocket-extensions": expect.any(String),
  });
  const bearer = await run([url, "--bearer", "t", "--no-compression"]);
  expect(JSON.parse(bearer.stdout).headers).toMatchObject({ authorization: "Bearer t" });
  expect(JSON.parse(bearer.stdout).headers).not.toHaveProperty("sec-websocket-extensions");
});

test("a proxy, and an authority from a file", async () => {
  const port = await startTlsEcho(localhost);
  const proxy = await startHttpProxy();
  const folder = await folderWith({ "ca.pem": authority });
  const url = `wss://localhost:${port}/`;
  const through = ["--proxy", `http://127.0.0.1:${proxy.port}`, "--cacert", `${folder}/ca.pem`];
  expect(await run([url, ...through])).toMatchObject({ code: 0, stdout: "hello\n" });
  expect(proxy.targets).toEqual([`localhost:${port}`]);
  const untrusted = await run([url]);
  expect(untrusted).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("not trusted"),
  });
});

test("Socket.IO's transports and namespaces", async () => {
  const peer = await startSocketIo(4);
  onTestFinished(() => peer.stop());
  const url = `http://127.0.0.1:${peer.port}`;
  const { code, stdout } = await run(
    ["--socket.io=4", url, "--transport", "polling", "--namespace", '/guarded={"token":"secret"}', "--json"],
    "echo 1\n",
  );
  expect(code).toBe(0);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual(expect.objectContaining({ event: "welcome", namespace: "/guarded" }));
  expect(lines).toContainEqual(expect.objectContaining({ event: "echo", args: [1], direction: "received" }));
});

test("a saved request with its environment; options count before it; secrets stay hidden", async () => {
  const port = await startMirror();
  const folder = await folderWith({
    "requests/chat/login.yaml": `protocol: websocket
url: ws://{{host}}/chat?token={{token}}
headers:
  - name: X-Room
    value: "{{room}}"
`,
    "environments/dev.yaml": `variables:\n  host: 127.0.0.1:${port}\n  room: lobby\n  token: { secret: true }\n`,
    "environments/dev.local.yaml": "variables:\n  token: s3cret\n",
  });
  const state = { SIGNALBOX_STATE_DIR: await folderWith() };
  const project = ["--project", folder];
  const named = await run(["requests/chat/login", ...project, "--env", "dev"], "{{token}}\n", state);
  expect(named).toMatchObject({ code: 0 });
  expect(JSON.parse(named.stdout)).toMatchObject({
    url: "/chat?token=••••••",
    headers: { "x-room": "lobby" },
    data: "••••••",
  });
  expect(named.stderr + named.stdout).not.toContain("s3cret");

  const changed = await run(
    [
      "requests/chat/login.yaml",
      ...project,
      "--env",
      "dev",
      "--var",
      "room=kitchen",
      "--cookie",
      "a={{room}}",
    ],
    "hi\n",
    state,
  );
  expect(JSON.parse(changed.stdout).headers).toMatchObject({ "x-room": "kitchen", cookie: "a=kitchen" });

  const missing = await run(["requests/chat/login", ...project], "hi\n", state);
  expect(missing).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The variable "host" has no value'),
  });
  const nobody = await run(["requests/chat/nobody", ...project], "hi\n", state);
  expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining("chat/nobody") });
  const nowhere = await run(["requests/chat/login", ...project, "--env", "nowhere"], "hi\n", state);
  expect(nowhere).toMatchObject({ code: 2, stderr: 'There is no environment "nowhere".\n' });
});

test("variables need no project, and braces are braces without any", async () => {
  const url = `ws://127.0.0.1:${await startMirror()}/`;
  const given = await run([url, "--var", "name=alice"], "{{name}} {{$randomInt 7 7}}\n");
  expect(JSON.parse(given.stdout).data).toBe("alice 7");
  const plain = await run([url], "{{name}}\n");
  expect(JSON.parse(plain.stdout).data).toBe("{{name}}");
  const unknown = await run([url, "--var", "name=alice"], "{{other}}\n");
  expect(unknown).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('The variable "other" has no value'),
  });
});

test.each([
  ["--cookie", "nonsense"],
  ["--transport", "pigeon"],
  ["--max-redirects", "99"],
  ["--namespace", "/x={"],
])("%s %s is not understood", async (option, value) => {
  const { code, stderr } = await run(["ws://x", option, value]);
  expect(code).toBe(2);
  expect(stderr).toContain("error: ");
});
