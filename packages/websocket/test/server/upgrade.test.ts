import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "../../src/index.js";
import { certificate } from "../certificate.js";
import { closed, message, portOf, until, urlOf } from "../support.js";

test("two servers share one HTTP server by handleUpgrade", async () => {
  const http = createServer((_request, response) => response.end("page"));
  const [one, two] = [new WebSocketServer({ noServer: true }), new WebSocketServer({ noServer: true })];
  http.on("upgrade", (request, socket, head) => {
    const server = request.url === "/one" ? one : two;
    server.handleUpgrade(request, socket, head, (websocket) => server.emit("connection", websocket, request));
  });
  one.on("connection", (websocket) => websocket.send("one"));
  two.on("connection", (websocket) => websocket.send("two"));
  await until(http.listen(0, "127.0.0.1"), "listening");
  const clients = ["/one", "/two"].map((path) => new WebSocket(urlOf(http, path)));
  expect(await Promise.all(clients.map(message))).toEqual(["one", "two"]);
  expect(await (await fetch(`http://127.0.0.1:${portOf(http)}`)).text()).toBe("page");
  await Promise.all([one.shutdown(), two.shutdown()]);
  http.close();
});

test("handleUpgrade twice with one socket is a mistake that is told", async () => {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true });
  const failure = new Promise((resolve) => {
    http.on("upgrade", (request, socket, head) => {
      server.handleUpgrade(request, socket, head, () => {});
      try {
        server.handleUpgrade(request, socket, head, () => {});
      } catch (error) {
        resolve(error);
      }
    });
  });
  await until(http.listen(0, "127.0.0.1"), "listening");
  const client = new WebSocket(urlOf(http));
  client.on("error", () => {});
  expect(await failure).toMatchObject({ message: expect.stringContaining("more than once") });
  client.terminate();
  http.close();
});

test("TLS: a certificate is checked, and the connection works", async () => {
  const https = createTlsServer(certificate);
  const server = new WebSocketServer({
    server: https,
    verifyClient: ({ secure }: { secure: boolean }) => secure,
  });
  server.on("connection", (websocket) => websocket.on("message", (data) => websocket.send(`secret ${data}`)));
  await until(https.listen(0, "127.0.0.1"), "listening");
  const url = `wss://localhost:${portOf(https)}`;
  const distrustful = new WebSocket(url, { family: 4 });
  const failure = until(distrustful, "error");
  await closed(distrustful);
  expect((await failure)[0]).toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  const client = new WebSocket(url, { ca: certificate.cert, family: 4 });
  await until(client, "open");
  const answer = message(client);
  client.send("x".repeat(100_000));
  expect(await answer).toBe(`secret ${"x".repeat(100_000)}`);
  await server.shutdown();
  https.close();
});

test("a subclass sees each accepted handshake in completeUpgrade, and may change it", async () => {
  const seen: unknown[] = [];
  class Watching extends WebSocketServer {
    override completeUpgrade(...args: Parameters<WebSocketServer["completeUpgrade"]>): void {
      const [extensions, key, protocols, request] = args;
      seen.push([Object.keys(extensions), key.length, [...protocols], request.url]);
      args[0] = {};
      super.completeUpgrade(...args);
    }
  }
  const server = new Watching({ port: 0, host: "127.0.0.1", perMessageDeflate: true });
  await until(server, "listening");
  const client = new WebSocket(urlOf(server, "/x"), ["a", "b"]);
  await until(client, "open");
  expect(seen).toEqual([[["permessage-deflate"], 24, ["a", "b"], "/x"]]);
  expect([client.extensions, client.protocol]).toEqual(["", "a"]);
  await server.shutdown();
});
