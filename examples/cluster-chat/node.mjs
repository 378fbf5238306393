/** One node of the chat: everything a service needs to run as many of them as it likes. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Server } from "@signalbox/server";
import { makeAdapter } from "./adapter.mjs";

const { name, port, ...engine } = JSON.parse(process.env.NODE);

const pages = {
  "/": ["text/html; charset=utf-8", "page/index.html"],
  "/chat.js": ["text/javascript; charset=utf-8", "page/chat.js"],
  "/gaps.js": ["text/javascript; charset=utf-8", "page/gaps.js"],
};
const http = createServer((request, response) => {
  const [type, file] = pages[request.url.split("?")[0]] ?? [];
  if (file === undefined) return response.writeHead(404).end();
  response.setHeader("Content-Type", type);
  response.end(readFileSync(new URL(file, import.meta.url)));
});

const io = new Server(http, {
  adapter: await makeAdapter(engine),
  connectionStateRecovery: { maxDisconnectionDuration: 120_000 },
});

// By the first letter nginx finds the node that has the session.
const { generateId } = io.engine;
io.engine.generateId = (request) => name + generateId.call(io.engine, request);

io.on("connection", (socket) => {
  socket.emit("served by", { node: name, recovered: socket.recovered });
  socket.on("say", (message, done) => {
    io.emit("said", { ...message, node: name });
    done();
  });
});

process.on("SIGTERM", () => io.close(() => process.exit(0)));
// Ctrl-C is for start.mjs, which then ends the nodes.
process.on("SIGINT", () => {});
// Without the process that started it, it has no purpose.
process.on("disconnect", () => process.exit(0));
http.listen(port, "127.0.0.1", () => process.send({ port: http.address().port }));
