import type { Server as HttpServer } from "node:http";
import { WebSocketServer } from "@signalbox/websocket";

/** A WebSocket that says hello and then sends everything back. Returns what ends it. */
export function serveEcho(server: HttpServer): () => Promise<void> {
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => {
    socket.send("Hello from the Signalbox playground. What you send comes back.");
    socket.on("message", (data, isBinary) => {
      // The default binaryType gives Buffers alone.
      if (Buffer.isBuffer(data)) socket.send(data, { binary: isBinary });
    });
    // A peer that breaks the protocol loses its connection; that is all.
    socket.on("error", () => {});
  });
  return () =>
    new Promise((resolve) => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close(() => server.close(() => resolve()));
    });
}
