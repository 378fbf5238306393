import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "../../src/index.js";
import { closed, message, portOf, serve, until } from "../support.js";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

function nginx(directory: string, port: number, backend: number) {
  const config = join(directory, "nginx.conf");
  writeFileSync(
    config,
    `daemon off; master_process off; pid ${directory}/nginx.pid; error_log stderr;
     events {}
     http {
       access_log off;
       ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${directory}/${name};`).join("\n")}
       server {
         listen 127.0.0.1:${port};
         location / {
           proxy_pass http://127.0.0.1:${backend};
           proxy_http_version 1.1;
           proxy_set_header Upgrade $http_upgrade;
           proxy_set_header Connection "upgrade";
           proxy_set_header X-Forwarded-For $remote_addr;
         }
       }
     }`,
  );
  return spawn("/usr/sbin/nginx", ["-p", directory, "-c", config], { stdio: "ignore" });
}

function haproxy(directory: string, port: number, backend: number) {
  const config = join(directory, "haproxy.cfg");
  writeFileSync(
    config,
    `defaults
  mode http
  timeout connect 5s
  timeout client 20s
  timeout server 20s
  timeout tunnel 20s
  option forwardfor
frontend in
  bind 127.0.0.1:${port}
  default_backend out
backend out
  server one 127.0.0.1:${backend}
`,
  );
  return spawn("/usr/sbin/haproxy", ["-f", config, "-db"], { stdio: "ignore" });
}

/** Waits until somebody listens, as long as the process that is to listen lives. */
async function listens(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the proxy ended before it listened");
}

test.each([
  ["nginx", nginx],
  ["haproxy", haproxy],
])("behind %s", async (_name, startProxy) => {
  const server = await serve({ perMessageDeflate: true });
  cleanups.push(() => server.shutdown({ timeoutMs: 0 }));
  const directory = mkdtempSync(join(tmpdir(), "signalbox-proxy-"));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  const port = await freePort();
  const proxy = startProxy(directory, port, portOf(server));
  const gone = once(proxy, "exit");
  cleanups.push(() => {
    proxy.kill();
    return gone;
  });
  await listens(port, proxy);

  const connection = until(server, "connection");
  const client = new WebSocket(`ws://127.0.0.1:${port}/path?query`, ["chat"]);
  const [peer, request] = await connection;
  expect(request.url).toBe("/path?query");
  expect(request.headers["x-forwarded-for"]).toBe("127.0.0.1");
  await until(client, "open");
  expect([client.protocol, client.extensions]).toEqual(["chat", "permessage-deflate"]);
  peer.on("message", (data: Buffer, isBinary: boolean) => peer.send(data, { binary: isBinary }));
  for (const text of ["hello", "long ".repeat(50_000)]) {
    const echo = message(client);
    client.send(text);
    expect(await echo).toBe(text);
  }
  const pong = until(client, "pong");
  client.ping("through");
  expect(String((await pong)[0])).toBe("through");
  const ends = [closed(client), closed(peer)];
  client.close(3000, "done");
  expect(await Promise.all(ends)).toEqual(Array(2).fill({ code: 3000, reason: "done" }));
});
