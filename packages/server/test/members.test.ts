import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { EngineServer, type Session } from "../src/engine/index.js";
import { Server, type Socket, UnsupportedError } from "../src/index.js";
import { Harness, next, urlOf } from "./support/harness.js";
import { poll, refusedUpgrade } from "./support/raw.js";
import { connectPair, type Pair, receivedBy, settle, stage } from "./support/sockets.js";
import { connectStock } from "./support/stock-clients.js";

// What has no other test: the names by which the same thing is reached from elsewhere.

const harness = new Harness();
afterEach(() => harness.cleanup());

async function two(): Promise<{ io: Server; url: string; a: Pair; b: Pair; pairs: readonly Pair[] }> {
  const { io, url, pairs } = await stage(harness, 2);
  const [a, b] = pairs;
  if (a === undefined || b === undefined) throw new Error("two clients are needed");
  return { io, url, a, b, pairs };
}

describe("a server speaks for its main namespace", () => {
  it("in sending", async () => {
    const { io, a, b, pairs } = await two();
    a.socket.join("r");
    const received = await receivedBy(pairs, "message", () => {
      io.send("send").write("write");
      io.in("r").emit("message", "in");
      io.compress(false).except("r").emit("message", "except");
      io.of("/").send("namespace");
      io.local.emit("message", "local");
      b.socket.in("r").emit("message", "from b");
    });
    expect(received.map((list) => list.flatMap((args) => args as string[]))).toEqual([
      ["send", "write", "in", "namespace", "local", "from b"],
      ["send", "write", "except", "namespace", "local"],
    ]);
  });

  it("in moving and finding sockets", async () => {
    const { io, a, b } = await two();
    io.socketsJoin("r");
    expect([a, b].map(({ socket }) => socket.rooms.has("r"))).toEqual([true, true]);
    expect((await io.fetchSockets()).map(({ id }) => id).sort()).toEqual([a.socket.id, b.socket.id].sort());
    expect(await io.allSockets()).toEqual(new Set([a.socket.id, b.socket.id]));
    expect(await io.of("/").allSockets()).toEqual(await io.allSockets());
    io.socketsLeave("r");
    expect([a, b].map(({ socket }) => socket.rooms.has("r"))).toEqual([false, false]);
    const gone = Promise.all([next(a.client, "disconnect"), next(b.client, "disconnect")]);
    io.disconnectSockets();
    expect((await gone).map(([reason]) => reason)).toEqual(["io server disconnect", "io server disconnect"]);
  });

  it("in what other servers would hear: alone, it warns", async () => {
    const { io } = await harness.start();
    const warning = next<[Error & { code: string }]>(process, "warning");
    expect([io.serverSideEmit("x", 1), io.of("/").serverSideEmit("x", 1)]).toEqual([true, true]);
    expect((await warning)[0].code).toBe("SIGNALBOX_NO_OTHER_SERVERS");
  });
});

describe("a server", () => {
  it("shows its parts", async () => {
    const { io, httpServer } = await harness.start();
    expect(io.httpServer).toBe(httpServer);
    expect(io.eio).toBe(io.engine);
    expect(io.engine).toBeInstanceOf(EngineServer);
    expect(io._parser.Encoder).toBeTypeOf("function");
    expect(io.encoder.encode({ type: 2, nsp: "/", data: ["x"] })).toEqual(['2["x"]']);
    expect(io.of("/").server).toBe(io);
    expect(io.of("/").adapter).toHaveProperty("nsp", io.of("/"));
  });

  it("listens by listen(), and takes the connections of an engine it is bound to", async () => {
    const first = createServer();
    const io = new Server().listen(first);
    harness.onCleanup(() => io.close());
    await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
    await connectPair(harness, io, urlOf(first));

    const { engine, url } = await harness.startEngine();
    const bound = new Server();
    expect(bound.bind(engine)).toBe(bound);
    await connectPair(harness, bound, url);

    const other = await harness.startEngine();
    const fed = new Server();
    other.engine.on("connection", (connection: Session) => fed.onconnection(connection));
    await connectPair(harness, fed, other.url);
  });

  it("tells a connection by both names", async () => {
    const { io, url } = await harness.start();
    const told = Promise.all([next<[Socket]>(io, "connect"), next<[Socket]>(io, "connection")]);
    connectStock(harness, "4.8", url, {});
    const [[one], [same]] = await told;
    expect(one).toBe(same);
  });

  it("refuses a uWebSockets application with the reason", () => {
    expect(() => new Server().attachApp({})).toThrow(UnsupportedError);
  });
});

describe("a socket is told why it ends", () => {
  const reason = async (act: (pair: Pair) => unknown, options = {}): Promise<unknown> => {
    const { pairs } = await stage(harness, 1, options);
    const [pair] = pairs as [Pair];
    const end = next(pair.socket, "disconnect");
    act(pair);
    return (await end)[0];
  };

  it.each([
    ["server namespace disconnect", ({ socket }) => socket.disconnect(), {}],
    ["client namespace disconnect", ({ client }) => client.disconnect(), {}],
    ["transport close", ({ client }) => client.io.engine.close(), {}],
    ["forced close", ({ socket }) => socket.conn.close(), {}],
    ["server shutting down", ({ socket }) => socket.nsp.server.close(), {}],
  ] as [string, (pair: Pair) => unknown, object][])("%s", async (expected, act, options) => {
    expect(await reason(act, options)).toBe(expected);
  });
});

describe("a socket", () => {
  it("joins, leaves, and speaks for itself with every modifier", async () => {
    const { a, b, pairs } = await two();
    expect([...a.socket.rooms]).toEqual([a.socket.id]);
    a.socket.join(["r", "s"]);
    expect([...a.socket.rooms].sort()).toEqual(["r", "s", a.socket.id].sort());
    a.socket.leave("s");
    expect(a.socket.rooms.has("s")).toBe(false);
    const received = await receivedBy(pairs, "x", () => {
      a.socket.compress(false).emit("x", "compress");
      a.socket.broadcast.emit("x", "broadcast");
      b.socket.local.to("r").emit("x", "local");
    });
    expect(received).toEqual([[["compress"], ["local"]], [["broadcast"]]]);
  });

  it("forgets acknowledgements that can no longer come", async () => {
    const { a } = await two();
    const told: unknown[] = [];
    a.socket.emit("unanswered", (...args: unknown[]) => told.push(args));
    const timed = a.socket.timeout(20).emitWithAck("unanswered");
    a.socket.disconnect();
    await expect(timed).rejects.toThrow("operation has timed out");
    expect(told).toEqual([]);
  });
});

describe("an engine", () => {
  it("tells flush and drain of its sessions, and which upgrades there are", async () => {
    const { engine, url } = await harness.startEngine();
    const opening = next<[Session]>(engine, "connection");
    const { body } = await poll(url, "EIO=4&transport=polling");
    const [session] = await opening;
    expect(body).toContain(session.id);
    const told = Promise.all([next(engine, "flush"), next(engine, "drain")]);
    session.send("x");
    await poll(url, `EIO=4&transport=polling&sid=${session.id}`);
    const [[flushed], [drained]] = await told;
    expect([flushed, drained]).toEqual([session, session]);
    expect(engine.upgrades("polling")).toEqual(["websocket"]);
    expect(engine.opts.pingInterval).toBe(25_000);
  });

  it("sends packets of any type that a session is told to send", async () => {
    const { engine, url } = await harness.startEngine();
    const opening = next<[Session]>(engine, "connection");
    await poll(url, "EIO=4&transport=polling");
    const [session] = await opening;
    session.sendPacket("message", "a");
    session.sendPacket("noop");
    expect((await poll(url, `EIO=4&transport=polling&sid=${session.id}`)).body).toBe("4a\x1e6");
  });

  it("refuses an Origin with bytes of no header, where the HTTP parser lets them pass", async () => {
    const server = createServer({ insecureHTTPParser: true });
    const engine = new EngineServer();
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      engine.handleUpgrade(request, socket, head),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    harness.onCleanup(() => server.close());
    const told = next<[{ code: number; context: { name: string } }]>(engine, "connection_error");
    const answer = await refusedUpgrade(urlOf(server), "EIO=4&transport=websocket", {
      headers: ["Origin: a\x01b"],
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect((await told)[0]).toMatchObject({ code: 3, context: { name: "INVALID_ORIGIN" } });
  });

  it("handles requests and upgrades that are handed to it", async () => {
    const engine = new EngineServer();
    const server = createServer((request, response) => engine.handleRequest(request, response));
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      engine.handleUpgrade(request, socket, head),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    harness.onCleanup(() => {
      engine.close();
      server.close();
    });
    const io = new Server().bind(engine);
    for (const transports of [["polling"], ["websocket"]]) {
      const pair = await connectPair(harness, io, urlOf(server), { transports });
      await settle([pair]);
    }
  });
});
