import { expect, test } from "vitest";
import { startInline } from "../inline-peer.js";
import { Recorder } from "../recorder.js";

test("a stock server with the msgpack parser", async () => {
  const { port } = await startInline(`
    import { createServer } from "node:http";
    import { createRequire } from "node:module";
    import { Server } from "socket.io";
    const parser = createRequire(import.meta.url)("socket.io-msgpack-parser");
    const http = createServer();
    new Server(http, { parser }).on("connection", (socket) => {
      socket.on("ask", (value, ack) => ack(value));
    });
    http.listen(0, "127.0.0.1", () => console.log("ready " + http.address().port));`);
  const recorder = new Recorder({
    protocol: "socket.io",
    version: 4,
    url: `http://127.0.0.1:${port}`,
    parser: "msgpack",
  });
  await recorder.connection.open();
  await recorder.phase("connected");
  const args = [{ kind: "json", body: '{"n":1,"b":{"$binary":"AP8="}}' }] as const;
  recorder.connection.send({ kind: "event", event: "ask", args, ackTimeoutMs: 5000 });
  const ack = await recorder.entry(({ kind }) => kind === "ack");
  expect(ack).toMatchObject({ event: "ask", isText: false, argumentCount: 1 });
  expect(
    recorder.entries.find(({ event, direction }) => event === "ask" && direction === "sent"),
  ).toMatchObject({
    isText: false,
    ackId: 0,
  });
});
