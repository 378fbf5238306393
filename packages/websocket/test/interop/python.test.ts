import { afterEach, expect, test } from "vitest";
import { WebSocket } from "../../src/index.js";
import { closed, message, serve, until, urlOf } from "../support.js";
import { output, program, start } from "./programs.js";

const python = "/usr/bin/python3";
let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

test.each([false, true])("python3-websockets as client, compression %s", async (perMessageDeflate) => {
  const server = await serve({ perMessageDeflate });
  stop = () => server.shutdown({ timeoutMs: 0 });
  server.on("connection", (websocket) => {
    websocket.on("message", (data, isBinary) => websocket.send(data as Buffer, { binary: isBinary }));
  });
  const seen = JSON.parse(await output(python, [program("client.py"), urlOf(server)]));
  expect(seen).toEqual({
    subprotocol: "chat",
    extensions: perMessageDeflate ? ["permessage-deflate"] : [],
    text: true,
    bytes: true,
    fragments: true,
    close: [3000, "done"],
  });
});

test.each([false, true])("python3-websockets as server, compression %s", async (perMessageDeflate) => {
  const peer = await start(python, [program("server.py")]);
  stop = peer.stop;
  const client = new WebSocket(`ws://127.0.0.1:${peer.line}`, ["chat"], { perMessageDeflate });
  await until(client, "open");
  expect([client.protocol, client.extensions]).toEqual([
    "chat",
    perMessageDeflate ? "permessage-deflate" : "",
  ]);
  for (const text of ["", "hello", "grüß dich ".repeat(2000)]) {
    const echo = message(client);
    client.send(text);
    expect(await echo).toBe(text);
  }
  const pong = until(client, "pong");
  client.ping("ping");
  await pong;
  const end = closed(client);
  client.close(3000, "done");
  expect(await end).toEqual({ code: 3000, reason: "done" });
});
