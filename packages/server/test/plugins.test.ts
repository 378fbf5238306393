import { createRequire } from "node:module";
import { afterEach, describe, expect, it } from "vitest";
import type { Socket } from "../src/index.js";
import type { Untyped } from "../src/untyped.js";
import { Harness, next } from "./support/harness.js";
import { connectStock } from "./support/stock-clients.js";

const require = createRequire(import.meta.url);
const harness = new Harness();
afterEach(() => harness.cleanup());

describe("socket.io-msgpack-parser", () => {
  it.each([["polling"], ["websocket"]])("carries everything by %s", async (transport) => {
    const parser = require("socket.io-msgpack-parser");
    const { io, url } = await harness.start({ parser });
    const connection = next<[Socket]>(io, "connection");
    const client = connectStock(harness, "4.8", url, { parser, transports: [transport] });
    await next(client, "connect");
    const [socket] = await connection;
    client.on("q", (value: unknown, done: (answer: unknown) => void) => done(value));
    const value = { text: "zażółć", bytes: Buffer.of(1, 2), nested: [null, 1.5] };
    const answer = await socket.timeout(5000).emitWithAck("q", value);
    expect({ ...answer, bytes: Buffer.from(answer.bytes) }).toEqual(value);
    const broadcast = next(client, "b");
    io.emit("b", value.text);
    expect(await broadcast).toEqual([value.text]);
  });
});

describe("@socket.io/admin-ui", () => {
  it("sees the sockets, and acts on them", async () => {
    const { instrument } = require("@socket.io/admin-ui");
    const { io, url } = await harness.start();
    instrument(io, { auth: false, mode: "development", serverStatsInterval: 20 });
    const admin = connectStock(harness, "4.8", `${url}/admin`, { transports: ["websocket"] });
    const [stats] = await next<[Untyped]>(admin, "server_stats");
    expect(stats.clientsCount).toBeGreaterThanOrEqual(1);
    const shown = next<[Untyped]>(admin, "socket_connected");
    const client = connectStock(harness, "4.8", url, { transports: ["websocket"] });
    await next(client, "connect");
    const [description] = await shown;
    expect(description).toMatchObject({
      id: client.id,
      nsp: "/",
      transport: "websocket",
      rooms: [client.id],
    });
    const heard = next<[string, Untyped]>(admin, "event_received");
    client.emit("question", 42);
    expect((await heard)[0]).toBe("/");
    const joined = next(admin, "room_joined");
    admin.emit("join", "/", "room", client.id);
    expect((await joined).slice(0, 3)).toEqual(["/", "room", client.id]);
    const gone = next(client, "disconnect");
    admin.emit("_disconnect", "/", true, client.id);
    expect((await gone)[0]).toBe("io server disconnect");
  });
});
