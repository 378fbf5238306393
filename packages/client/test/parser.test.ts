import { createRequire } from "node:module";
import { type PeerProcess, startProcess } from "@signalbox/peers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Parser } from "../src/index.js";
import { connected, next } from "./helpers.js";

const parser = createRequire(import.meta.url)("socket.io-msgpack-parser") as Parser;

const server = `
  const { createServer } = require("node:http");
  const http = createServer();
  const io = new (require("socket.io").Server)(http, { parser: require("socket.io-msgpack-parser") });
  io.on("connection", (socket) => {
    socket.on("ask", (...args) => args.pop()(args));
    socket.on("ask-me", () => socket.emit("question", "?", (...answer) => socket.emit("answered", ...answer)));
  });
  http.listen(0, "127.0.0.1", () => console.log("ready " + http.address().port));
`;

let peer: PeerProcess;
beforeAll(async () => {
  peer = await startProcess(process.execPath, ["-e", server]);
});
afterAll(() => peer.stop());

test.each(["polling", "websocket"])("socket.io-msgpack-parser in place of JSON, over %s", async (name) => {
  const socket = await connected(peer.port, { parser, transports: [name] });
  const bytes = Buffer.from([1, 2, 255]);
  const [text, got] = await socket.emitWithAck("ask", "é", bytes);
  expect(text).toBe("é");
  expect(bytes.equals(got)).toBe(true);
  socket.on("question", (_question, answer) => answer("fine", { deep: [1] }));
  socket.emit("ask-me");
  expect(await next(socket, "answered")).toEqual(["fine", { deep: [1] }]);
});
