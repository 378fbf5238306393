import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as engineDoor from "../../src/engine/index.js";
import { type EngineOptions, EngineServer, type Session } from "../../src/engine/index.js";
import { Harness, next } from "../support/harness.js";
import { openSession, poll } from "../support/raw.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

async function connected(options: Partial<EngineOptions> = {}, query = "EIO=4") {
  const { engine, url } = await harness.startEngine(options);
  const opening = next<[Session]>(engine, "connection");
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?${query}&transport=websocket`);
  harness.onCleanup(() => socket.terminate());
  const messages: string[] = [];
  socket.on("message", (data) => messages.push(String(data)));
  const first = next<[Buffer]>(socket, "message");
  const [session] = await opening;
  const [open] = await first;
  return { engine, url, socket, session, open: String(open), messages };
}

describe("the engine's door", () => {
  it("has what engine.io's has", () => {
    expect(Object.keys(engineDoor)).toEqual(
      expect.arrayContaining(["Server", "Socket", "attach", "listen", "parser", "protocol", "transports"]),
    );
    expect(engineDoor.protocol).toBe(4);
    expect(EngineServer.errors.FORBIDDEN).toBe(4);
    expect(EngineServer.errorMessages[1]).toBe("Session ID unknown");
  });

  it("listens by itself", async () => {
    const engine = engineDoor.listen(0);
    await once(engine.httpServer, "listening");
    harness.onCleanup(() => {
      engine.close();
      engine.httpServer.close();
    });
    const { port } = engine.httpServer.address() as { port: number };
    expect((await fetch(`http://127.0.0.1:${port}/engine.io/?EIO=4&transport=polling`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(501);
  });
});

describe("a session", () => {
  it("knows itself and is counted", async () => {
    const { engine, session } = await connected();
    expect([engine.clientsCount, engine.clients[session.id]]).toEqual([1, session]);
    expect([session.protocol, session.readyState, session.transport.name]).toEqual([4, "open", "websocket"]);
    expect(session.request.url).toMatch(/transport=websocket/);
    expect(session.request.headers.upgrade).toBe("websocket");
    expect(session.remoteAddress).toMatch(/127\.0\.0\.1/);
    const end = next(session, "close");
    session.close();
    expect(await end).toEqual(["forced close", undefined]);
    expect([engine.clientsCount, session.readyState]).toEqual([0, "closed"]);
  });

  it("is closed at once, whether the client answers or not", async () => {
    const { engine, session, socket } = await connected();
    socket.pause();
    const told: unknown[] = [];
    session.on("close", (reason) => told.push(reason));
    session.close();
    await new Promise(process.nextTick);
    expect(told).toEqual(["forced close"]);
    expect(engine.clientsCount).toBe(0);
    const closed = once(socket, "close");
    socket.resume();
    expect((await closed)[0]).toBe(1005);
  });

  it.each([
    ["what is no packet", "9"],
    ["a ping, which is the server's to send", "2"],
  ])("ends with a close frame after %s", async (_name, message) => {
    const { socket } = await connected();
    const closed = once(socket, "close");
    socket.send(message);
    expect((await closed)[0]).toBe(1005);
  });

  it("leaves the query of its request where socket.io does", async () => {
    const { session } = await connected({}, "EIO=4&token=x");
    expect(session.request).toMatchObject({ _query: { EIO: "4", transport: "websocket", token: "x" } });
  });

  it("sends text and bytes, and tells when they are gone", async () => {
    const { session, socket } = await connected();
    const events: string[] = [];
    for (const name of ["packetCreate", "flush", "drain"]) session.on(name, () => events.push(name));
    const message = next<[Buffer, boolean]>(socket, "message");
    await new Promise((resolve) => session.send("hello", {}, resolve));
    expect(String((await message)[0])).toBe("4hello");
    expect(events).toEqual(["packetCreate", "flush", "drain"]);
    const bytes = next<[Buffer, boolean]>(socket, "message");
    session.write(new Uint8Array([1, 2]));
    expect(await bytes).toEqual([Buffer.of(1, 2), true]);
  });

  it("hears packets, messages and heartbeats", async () => {
    const { session, socket, messages } = await connected({ pingInterval: 10 });
    const packet = next(session, "packet");
    const message = next(session, "message");
    const data = next(session, "data");
    socket.send("4hi");
    expect(await packet).toEqual([{ type: "message", data: "hi" }]);
    expect([await message, await data]).toEqual([["hi"], ["hi"]]);
    const heartbeat = next(session, "heartbeat");
    // It may have come already.
    while (messages.length < 2) await next(socket, "message");
    expect(messages[1]).toBe("2");
    socket.send("3");
    await heartbeat;
  });

  it("carries an initial packet with the handshake", async () => {
    const { url } = await harness.startEngine({ initialPacket: "first words" });
    const { body } = await poll(url, "EIO=4&transport=polling");
    expect(body.split("\x1e")[1]).toBe("4first words");
  });

  it("has an id of the application's making, at once or later", async () => {
    const { engine, url } = await harness.startEngine();
    let count = 0;
    engine.generateId = () => `custom-${++count}`;
    expect(await openSession(url)).toBe("custom-1");
    engine.generateId = async () => `later-${++count}`;
    expect(await openSession(url)).toBe("later-2");
  });

  it("is closed by a silent client of a WebSocket, too", async () => {
    const { session } = await connected({ pingInterval: 10, pingTimeout: 10 });
    expect((await next(session, "close"))[0]).toBe("ping timeout");
  });

  it("compresses where that was agreed", async () => {
    const { session, socket } = await connected({ perMessageDeflate: { threshold: 10 } });
    expect(socket.extensions).toBe("permessage-deflate");
    const message = next<[Buffer]>(socket, "message");
    session.send("x".repeat(1000));
    expect(String((await message)[0])).toBe(`4${"x".repeat(1000)}`);
  });

  it("works on a WebSocket server of another make", async () => {
    const { WebSocketServer } = await import("ws");
    const { session, socket } = await connected({ wsEngine: WebSocketServer });
    const heard = next(session, "data");
    socket.send("4hi");
    expect(await heard).toEqual(["hi"]);
    const message = next<[Buffer]>(socket, "message");
    session.send("there");
    expect(String((await message)[0])).toBe("4there");
    const end = next(session, "close");
    socket.close();
    expect((await end)[0]).toBe("transport close");
  });
});

describe("an upgrade", () => {
  async function start(options: Partial<EngineOptions> = {}) {
    const { engine, url } = await harness.startEngine(options);
    const sid = await openSession(url);
    const session = engine.clients[sid] as Session;
    const at = `EIO=4&transport=polling&sid=${sid}`;
    const socket = new WebSocket(
      `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket&sid=${sid}`,
    );
    harness.onCleanup(() => socket.terminate());
    await next(socket, "open");
    return { engine, url, session, socket, at };
  }

  it("loses and reorders nothing of what is sent meanwhile", async () => {
    const { url, session, socket, at } = await start();
    const received: string[] = [];
    const events: string[] = [];
    for (const name of ["upgrading", "upgrade"]) session.on(name, () => events.push(name));
    session.send("1");
    const waiting = poll(url, at);
    expect((await waiting).body).toBe("41");
    const parked = poll(url, at);
    while (!session.transport.accepts) await new Promise(setImmediate);
    const probed = next<[Buffer]>(socket, "message");
    socket.send("2probe");
    expect(String((await probed)[0])).toBe("3probe");
    expect((await parked).body).toBe("6");
    session.send("2");
    session.send("3");
    expect(session.upgrading).toBe(true);
    socket.on("message", (data) => received.push(String(data)));
    socket.send("5");
    await next(session, "upgrade");
    session.send("4");
    while (received.length < 3) await next(socket, "message");
    expect(received).toEqual(["42", "43", "44"]);
    expect(events).toEqual(["upgrading", "upgrade"]);
    expect([session.upgraded, session.upgrading, session.transport.name]).toEqual([true, false, "websocket"]);
    expect((await poll(url, at)).status).toBe(400);
  });

  it("that is not finished in time leaves the session where it was", async () => {
    const { url, session, socket, at } = await start({ upgradeTimeout: 20 });
    socket.send("2probe");
    await next(socket, "close");
    expect([session.upgrading, session.transport.name]).toEqual([false, "polling"]);
    session.send("still here");
    expect((await poll(url, at)).body).toBe("4still here");
  });

  it.each([
    ["something else than a probe", ["4hi"]],
    ["the end before the probe", ["5"]],
    ["nonsense", ["x"]],
  ])("by %s is given up, the session goes on", async (_name, messages) => {
    const { url, session, socket, at } = await start();
    const closed = next(socket, "close");
    for (const message of messages) socket.send(message);
    await closed;
    session.send("a");
    expect((await poll(url, at)).body).toBe("4a");
  });

  it("twice at a time: the second one is refused", async () => {
    const { url, session, socket } = await start();
    const second = new WebSocket(
      `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket&sid=${session.id}`,
    );
    second.on("error", () => {});
    await next(second, "close");
    const probed = next(socket, "message");
    socket.send("2probe");
    await probed;
    const upgraded = next(session, "upgrade");
    socket.send("5");
    await upgraded;
  });

  it("to a session that closes meanwhile ends with it", async () => {
    const { session, socket } = await start();
    const closed = next(socket, "close");
    session.close(true);
    await closed;
  });
});
