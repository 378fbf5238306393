import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { WebSocketServer } from "../../src/index.js";
import { portOf, until } from "../support.js";

const stock = createRequire(import.meta.url)("ws") as { WebSocketServer: typeof WebSocketServer };

test("callback and event tell that the server listens", async () => {
  const events: string[] = [];
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" }, () => events.push("callback"));
  server.on("listening", () => events.push("listening"));
  await until(server, "listening");
  expect(events.sort()).toEqual(["callback", "listening"]);
  await server.shutdown();
});

test("event error: the port is taken", async () => {
  const first = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await until(first, "listening");
  const second = new WebSocketServer({ port: portOf(first), host: "127.0.0.1" });
  const [error] = await until(second, "error");
  expect(error).toMatchObject({ code: "EADDRINUSE", syscall: "listen" });
  await first.shutdown();
});

test("event error: an HTTP server's errors are told, until the WebSocketServer is closed", async () => {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  const told = until(server, "error");
  const failure = new Error("of the HTTP server");
  http.emit("error", failure);
  expect(await told).toEqual([failure]);
  server.close();
  await until(server, "close");
  expect(http.listenerCount("error")).toBe(0);
});

/**
 * Connects five times and prints how many the kernel has let in, while this process, which is to accept
 * them, waits for the answer and accepts nobody. On loopback a connection is made within `connect`, so the
 * one to a server of the client's own comes last.
 */
const crowd = `
  const { connect, createServer } = require("node:net");
  let connected = 0;
  const own = createServer().listen(0, "127.0.0.1", () => {
    for (let i = 0; i < 5; i++) connect(Number(process.argv[1]), "127.0.0.1", () => connected++);
    connect(own.address().port, "127.0.0.1", () => setImmediate(() => {
      console.log(connected);
      process.exit();
    }));
  });`;

test.runIf(process.platform === "linux").each([
  ["ours", WebSocketServer],
  ["ws", stock.WebSocketServer],
])("backlog limits how many connections wait to be accepted: %s", async (_whose, Server) => {
  const admitted = async (backlog: number | undefined) => {
    const server = new Server({ port: 0, host: "127.0.0.1", backlog });
    await until(server, "listening");
    const output = execFileSync(process.execPath, ["-e", crowd, String(portOf(server))]);
    server.close();
    return Number(output);
  };
  // Linux lets in one more than it is told.
  expect(await admitted(1)).toBe(2);
  expect(await admitted(undefined)).toBe(5);
});
