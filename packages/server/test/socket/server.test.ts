import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Session } from "../../src/engine/index.js";
import { Adapter, Server } from "../../src/index.js";
import { Harness, next, urlOf } from "../support/harness.js";
import { connectPair } from "../support/sockets.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

describe("a server", () => {
  it("has getters that set", () => {
    const io = new Server({ path: "/a/", serveClient: false, connectTimeout: 1 });
    expect([io.path(), io.serveClient(), io.connectTimeout(), io.adapter()]).toEqual([
      "/a",
      false,
      1,
      Adapter,
    ]);
    io.path("/b").serveClient(true).connectTimeout(2);
    expect([io.path(), io.serveClient(), io.connectTimeout()]).toEqual(["/b", true, 2]);
  });

  it("speaks for its main namespace", async () => {
    const { io } = await harness.start();
    const listener = () => {};
    io.on("connection", listener);
    expect(io.sockets.listeners("connection")).toEqual([listener]);
    expect(io.listeners("connection")).toEqual([listener]);
    io.off("connection", listener);
    expect(io.listenerCount("connection")).toBe(0);
    expect(io.sockets).toBe(io.of("/"));
  });

  it("closes the adapters that it replaces", async () => {
    const io = new Server();
    const closed: string[] = [];
    class Closing extends Adapter {
      override close(): void {
        closed.push(this.nsp.name);
      }
    }
    io.adapter(Closing);
    io.of("/chat");
    expect(closed).toEqual([]);
    io.adapter(Adapter);
    expect(closed).toEqual(["/", "/chat"]);
    expect(io.of("/chat").adapter).not.toBeInstanceOf(Closing);
  });

  it("closes everything: sockets with their reason, the engine, the HTTP server", async () => {
    const httpServer = createServer();
    const io = new Server(httpServer);
    await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
    const url = urlOf(httpServer);
    const root = await connectPair(harness, io, url);
    const other = await connectPair(harness, io, url, { transports: ["polling"] }, "/other");
    // A client between two polls would find no server any more.
    while (!other.socket.conn.transport.accepts) await new Promise(setImmediate);
    const reasons = Promise.all([
      next(root.socket, "disconnect"),
      next(other.socket, "disconnect"),
      next(root.client, "disconnect"),
      next(other.client, "disconnect"),
    ]);
    await io.close();
    expect((await reasons).map(([reason]) => reason)).toEqual([
      "server shutting down",
      "server shutting down",
      "transport close",
      "transport close",
    ]);
    expect(io.engine.clientsCount).toBe(0);
    expect(httpServer.listening).toBe(false);
  });

  it("tells who closes a server that does not run", async () => {
    const io = new Server(createServer());
    const error = await new Promise((resolve) => void io.close(resolve));
    expect((error as NodeJS.ErrnoException).code).toBe("ERR_SERVER_NOT_RUNNING");
  });

  it("closes connections that join no namespace", async () => {
    const { io, url } = await harness.start();
    const joined = await connectPair(harness, io, url);
    io.connectTimeout(20);
    const idle = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
    const [session] = await next<[Session]>(io.engine, "connection");
    await Promise.all([next(idle, "close"), next(session, "close")]);
    expect(joined.socket.connected).toBe(true);
    expect(io.engine.clientsCount).toBe(1);
  });

  it("emits to other servers only what is not its own", async () => {
    const { io } = await harness.start();
    for (const name of ["connect", "connection", "new_namespace"]) {
      expect(() => io.serverSideEmit(name)).toThrow(`"${name}" is a reserved event name`);
    }
  });

  it("uses the parser it is given, as the client does", async () => {
    const { Encoder, Decoder } = await import("socket.io-client").then(
      async () =>
        import("socket.io-parser") as never as typeof import("../../src/socket/connection/parser.js"),
    );
    const used = { encode: 0 };
    class Counting extends Encoder {
      override encode(packet: Parameters<InstanceType<typeof Encoder>["encode"]>[0]) {
        used.encode += 1;
        return super.encode(packet);
      }
    }
    const { io, url } = await harness.start({ parser: { Encoder: Counting, Decoder } as never });
    const { socket, client } = await connectPair(harness, io, url);
    client.on("q", (bytes: Buffer, done: (b: Buffer) => void) => done(bytes));
    expect(await socket.timeout(1000).emitWithAck("q", Buffer.of(1))).toEqual(Buffer.of(1));
    expect(used.encode).toBeGreaterThanOrEqual(2);
  });
});
