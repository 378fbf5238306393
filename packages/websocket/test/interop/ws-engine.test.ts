import { createServer } from "node:http";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, expect, test } from "vitest";
import { WebSocketServer } from "../../src/index.js";
import { portOf, until } from "../support.js";

let stop: () => unknown = () => {};
afterEach(() => stop());

test.each([
  ["polling first, then upgraded", ["polling", "websocket"]],
  ["websocket at once", ["websocket"]],
])("ours as wsEngine of stock socket.io: %s", async (_name, transports) => {
  const http = createServer();
  const server = new Server(http, { wsEngine: WebSocketServer as never });
  await until(http.listen(0, "127.0.0.1"), "listening");
  const client = io(`http://127.0.0.1:${portOf(http)}`, { transports, forceNew: true });
  stop = async () => {
    client.disconnect();
    await server.close();
  };
  server.on("connection", (socket) => socket.on("echo", (data, callback) => callback(data)));
  const upgraded = new Promise<void>((resolve) => {
    client.io.on("open", () => {
      const { engine } = client.io;
      if (engine.transport.name === "websocket") resolve();
      else engine.once("upgrade", () => resolve());
    });
  });
  await until(client as unknown as NodeJS.EventEmitter, "connect");
  await upgraded;
  const echo = (data: unknown) => client.emitWithAck("echo", data);
  expect(await echo("text")).toBe("text");
  expect(await echo(Buffer.from("bytes"))).toEqual(Buffer.from("bytes"));
  const sent = Array.from({ length: 100 }, (_, index) => index);
  expect(await Promise.all(sent.map(echo))).toEqual(sent);
});
