// An echo server in a process of its own, so that a crash is seen and memory is its alone.
// argv[2]: options of WebSocketServer as JSON, and `http` with those of an HTTP server to stand before it.
import { createServer } from "node:http";
import { WebSocketServer } from "@signalbox/websocket";

const { http, ...options } = JSON.parse(process.argv[2] ?? "{}");
const counts = { connections: 0, messages: 0, errors: {}, closes: {} };

const httpServer = http === undefined ? undefined : createServer(http);
const server = new WebSocketServer(
  httpServer === undefined ? { ...options, host: "127.0.0.1", port: 0 } : { ...options, server: httpServer },
);
httpServer?.listen(0, "127.0.0.1");
server.on("connection", (webSocket) => {
  counts.connections++;
  webSocket.on("message", (data, isBinary) => {
    counts.messages++;
    webSocket.send(data, { binary: isBinary }, () => {});
  });
  webSocket.on("error", ({ code, message }) => {
    const key = code ?? message;
    counts.errors[key] = (counts.errors[key] ?? 0) + 1;
  });
  webSocket.on("close", (code) => {
    counts.closes[code] = (counts.closes[code] ?? 0) + 1;
  });
});
server.on("listening", () => process.send?.(server.address().port));

process.on("message", () => {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  process.send?.({ ...counts, clients: server.clients.size, rss, heapUsed, arrayBuffers });
});
process.on("disconnect", () => process.exit());
