import { afterEach, describe, expect, it } from "vitest";
import type { Server, Socket } from "../src/index.js";
import { Harness, next } from "./support/harness.js";
import { connectStock, type StockSocket, VERSIONS } from "./support/stock-clients.js";

const TRANSPORTS = {
  polling: ["polling"],
  websocket: ["websocket"],
  upgrade: ["polling", "websocket"],
} as const;

const harness = new Harness();
afterEach(() => harness.cleanup());

function serve(io: Server): void {
  for (const name of ["/", "/chat"]) {
    io.of(name).on("connection", (socket: Socket) => {
      socket.on("echo", (...args) => socket.emit("echo", ...args));
      socket.on("ask", (...args) => args.pop()(...args));
      socket.on("join", (room, done) => {
        void socket.join(room);
        done();
      });
      socket.on("say", (room, ...args) =>
        io
          .of(name)
          .to(room)
          .emit("said", ...args),
      );
    });
  }
  io.of("/guarded").use((socket, next) => {
    const { auth, query } = socket.handshake;
    if (auth.token === "secret" || query.token === "secret") next();
    else next(Object.assign(new Error("not you"), { data: "no token" }));
  });
}

describe.each(VERSIONS)("stock client %s", (version) => {
  describe.each(Object.keys(TRANSPORTS) as (keyof typeof TRANSPORTS)[])("by %s", (way) => {
    async function start(namespace = "/", extra: Record<string, unknown> = {}) {
      const { io, url } = await harness.start({ allowEIO3: true });
      serve(io);
      const isOpen = namespace === "/" || namespace === "/chat";
      const connection = isOpen ? next<[Socket]>(io.of(namespace), "connection") : undefined;
      const client = connectStock(harness, version, `${url}${namespace}`, {
        transports: [...TRANSPORTS[way]],
        ...extra,
      });
      // Asking for a namespace by `of` would make it.
      return { io, url, client, connection };
    }

    async function connected(namespace = "/"): Promise<{ io: Server; client: StockSocket; socket: Socket }> {
      const { io, client, connection } = await start(namespace);
      await next(client, "connect");
      const [socket] = (await connection) as [Socket];
      if (way === "upgrade" && !socket.conn.upgraded) await next(socket.conn, "upgrade");
      return { io, client, socket };
    }

    it("connects and knows its transport and id", async () => {
      const { client, socket } = await connected();
      expect(socket.conn.transport.name).toBe(way === "polling" ? "polling" : "websocket");
      expect(socket.id).toBe(client.id);
      expect(socket.rooms).toEqual(new Set([socket.id]));
    });

    it("carries text both ways, in order", async () => {
      const { client } = await connected();
      const received: unknown[] = [];
      const all = new Promise<void>((resolve) => {
        client.on("echo", (n: number) => {
          received.push(n);
          if (n === 99) resolve();
        });
      });
      for (let n = 0; n < 100; n++) client.emit("echo", n, "zażółć \u2028 😀", { deep: [null, true] });
      await all;
      expect(received).toEqual([...Array(100).keys()]);
    });

    it("carries binary both ways", async () => {
      const { client } = await connected();
      const bytes = Buffer.from([0, 1, 2, 250, 255]);
      client.emit("echo", { file: bytes }, "and", bytes);
      const [first, second, third] = await next<[{ file: Buffer }, string, Buffer]>(client, "echo");
      expect([Buffer.from(first.file), second, Buffer.from(third)]).toEqual([bytes, "and", bytes]);
    });

    it("acknowledges both ways", async () => {
      const { client, socket } = await connected();
      const answer = await new Promise((resolve) =>
        client.emit("ask", 1, "two", (...args: unknown[]) => resolve(args)),
      );
      expect(answer).toEqual([1, "two"]);
      client.on("question", (done: (answer: string) => void) => done("answer"));
      expect(await socket.timeout(5000).emitWithAck("question")).toBe("answer");
    });

    it("speaks in rooms", async () => {
      const { client } = await connected();
      await new Promise<void>((resolve) => client.emit("join", "r", resolve));
      client.emit("say", "r", "hello", Buffer.of(7));
      const [text, bytes] = await next<[string, Buffer]>(client, "said");
      expect([text, [...bytes]]).toEqual(["hello", [7]]);
    });

    it("joins another namespace", async () => {
      const { client, socket } = await connected("/chat");
      expect(socket.nsp.name).toBe("/chat");
      expect(socket.id).toBe(client.id);
      client.emit("echo", "x");
      expect(await next(client, "echo")).toEqual(["x"]);
    });

    it("is refused by a middleware, and let in with its token", async () => {
      const refused = await start("/guarded");
      const [error] = await next<[unknown]>(refused.client, version === "2.5" ? "error" : "connect_error");
      expect(version === "2.5" ? error : (error as { data: unknown }).data).toBe("no token");
      const admitted = await start(
        "/guarded",
        version === "2.5" ? { query: { token: "secret" } } : { auth: { token: "secret" } },
      );
      await next(admitted.client, "connect");
    });

    it("is told of an unknown namespace", async () => {
      const { client } = await start("/unknown");
      const [error] = await next<[unknown]>(client, version === "2.5" ? "error" : "connect_error");
      expect(version === "2.5" ? error : (error as Error).message).toBe("Invalid namespace");
    });

    it("gives the reason of each end", async () => {
      const byClient = await connected();
      const first = next(byClient.socket, "disconnect");
      byClient.client.disconnect();
      expect((await first)[0]).toBe("client namespace disconnect");

      const byServer = await connected();
      const second = next(byServer.client, "disconnect");
      byServer.socket.disconnect();
      expect((await second)[0]).toBe("io server disconnect");

      const cut = await connected();
      const third = next(cut.socket, "disconnect");
      cut.client.io.engine.close();
      expect((await third)[0]).toBe("transport close");
    });

    it("comes back after a cut", async () => {
      const { client, io } = await (async () => {
        const started = await start("/", { reconnection: true, reconnectionDelay: 10 });
        await next(started.client, "connect");
        return started;
      })();
      const again = next<[Socket]>(io, "connection");
      client.io.engine.close();
      const [socket] = await again;
      const back = next(socket, "back");
      client.emit("back");
      await back;
    });
  });
});
