import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Server, Socket } from "../src/index.js";
import { CONTESTANTS } from "./support/clients.js";
import { Harness, next } from "./support/harness.js";
import { Matrix } from "./support/matrix.js";
import type { StockSocket } from "./support/stock-clients.js";

const WAYS = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] } as const;
type Way = keyof typeof WAYS;
const WAY_NAMES = Object.keys(WAYS) as Way[];

const CELLS = [
  "text",
  "binary",
  "acks both ways",
  "rooms",
  "namespaces",
  "auth",
  "errors",
  "reconnect",
  "volatile",
  "close reasons",
] as const;

/** What a stock peer cannot do with any server, tried with the stock one. */
const CANNOT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "python3-socketio 5.7, polling": {
    reconnect: "it takes the close packet of a polling answer for its own decision, and stays away",
  },
};

const matrix = new Matrix(CELLS);
afterAll(() => {
  const reasons = Object.entries(CANNOT).flatMap(([row, cells]) =>
    Object.entries(cells).map(([column, reason]) => `  ${row}, ${column}: ${reason}`),
  );
  process.stdout.write(
    `\nOur server and its clients:\n${matrix}\nPeers that cannot:\n${reasons.join("\n")}\n\n`,
  );
});

const harness = new Harness();
afterEach(() => harness.cleanup());

/** What the clients find on our side, in `/` and `/chat`; `/guarded` asks for a token. */
function serve(io: Server): void {
  let lastReason = "";
  for (const name of ["/", "/chat"]) {
    io.of(name).on("connection", (socket: Socket) => {
      socket.on("echo", (...args) => socket.emit("echo", ...args));
      socket.on("ask", (...args) => args.pop()(...args));
      socket.on("ask-me", (text, done) => socket.emit("question", text, done));
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
      socket.on("blink-me", (done) => {
        done();
        // When nothing is under way, a volatile event is as good as any other.
        const blink = (): void => {
          if (socket.conn.writable) socket.volatile.emit("blink");
          else setImmediate(blink);
        };
        setImmediate(blink);
      });
      socket.on("cut-me", () => socket.conn.close());
      socket.on("leave-me", () => socket.disconnect());
      socket.on("last-reason", (done) => done(lastReason));
      socket.on("disconnect", (reason) => {
        lastReason = reason;
      });
    });
  }
  io.of("/guarded").use((socket, go) => {
    const { auth, query } = socket.handshake;
    if (auth.token === "secret" || query.token === "secret") go();
    else go(Object.assign(new Error("not you"), { data: "no token" }));
  });
}

describe.each(CONTESTANTS)("$name", ({ name, isV2, connect }) => {
  describe.each(WAY_NAMES)("by %s", (way) => {
    const cell = (column: (typeof CELLS)[number], test: () => Promise<void>): void => {
      it(column, async () => {
        matrix.note(`${name}, ${way}`, column, "FAILED");
        await test();
        matrix.note(`${name}, ${way}`, column, "ok");
      });
    };

    async function start(namespace = "/", extra: Record<string, unknown> = {}) {
      const { io, url } = await harness.start({ allowEIO3: true });
      serve(io);
      // Asking for a namespace by `of` would make it.
      const isOpen = namespace === "/" || namespace === "/chat";
      const connection = isOpen ? next<[Socket]>(io.of(namespace), "connection") : undefined;
      const client = connect(harness, `${url}${namespace}`, { transports: [...WAYS[way]], ...extra });
      return { io, url, client, connection };
    }

    async function connected(
      namespace = "/",
      extra: Record<string, unknown> = {},
    ): Promise<{ io: Server; client: StockSocket; socket: Socket }> {
      const { io, client, connection } = await start(namespace, extra);
      await next(client, "connect");
      const [socket] = (await connection) as [Socket];
      if (way === "upgrade" && !socket.conn.upgraded) await next(socket.conn, "upgrade");
      expect(socket.conn.transport.name).toBe(way === "polling" ? "polling" : "websocket");
      expect(socket.id).toBe(client.id);
      return { io, client, socket };
    }

    const refusal = async (client: StockSocket): Promise<unknown> => {
      if (isV2) {
        const [error] = await next(client, name.startsWith("socket.io") ? "error" : "connect_error");
        if (!(error instanceof Error)) return error;
        return "data" in error && error.data !== undefined ? error.data : error.message;
      }
      const [error] = await next<[Error & { data?: unknown }]>(client, "connect_error");
      return error.data ?? error.message;
    };

    cell("text", async () => {
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

    cell("binary", async () => {
      const { client } = await connected();
      const bytes = Buffer.from([0, 1, 2, 250, 255]);
      client.emit("echo", { file: bytes }, "and", bytes);
      const [first, second, third] = await next<[{ file: Buffer }, string, Buffer]>(client, "echo");
      expect([Buffer.from(first.file), second, Buffer.from(third)]).toEqual([bytes, "and", bytes]);
    });

    cell("acks both ways", async () => {
      const { client, socket } = await connected();
      const answer = await new Promise((resolve) =>
        client.emit("ask", 1, "two", (...args: unknown[]) => resolve(args)),
      );
      expect(answer).toEqual([1, "two"]);
      client.on("question", (done: (answer: Buffer) => void) => done(Buffer.of(1)));
      expect(Buffer.from(await socket.timeout(5000).emitWithAck("question"))).toEqual(Buffer.of(1));
    });

    cell("rooms", async () => {
      const { client } = await connected();
      await new Promise<void>((resolve) => client.emit("join", "r", resolve));
      client.emit("say", "r", "hello", Buffer.of(7));
      const [text, bytes] = await next<[string, Buffer]>(client, "said");
      expect([text, Buffer.from(bytes)]).toEqual(["hello", Buffer.of(7)]);
    });

    cell("namespaces", async () => {
      const { client, socket } = await connected("/chat");
      expect(socket.nsp.name).toBe("/chat");
      client.emit("echo", "x");
      expect(await next(client, "echo")).toEqual(["x"]);
    });

    cell("auth", async () => {
      const token = { token: "secret" };
      const { client } = await start("/guarded", isV2 ? { query: token } : { auth: token });
      await next(client, "connect");
    });

    cell("errors", async () => {
      expect(await refusal((await start("/guarded")).client)).toBe("no token");
      expect(await refusal((await start("/unknown")).client)).toBe("Invalid namespace");
    });

    cell("reconnect", async () => {
      const { client, io } = await connected("/", { reconnection: true, reconnectionDelay: 10 });
      const again = next<[Socket]>(io, "connection");
      client.io.engine.close();
      const [socket] = await again;
      const back = next(socket, "back");
      client.emit("back");
      await back;
    });

    cell("volatile", async () => {
      const { client } = await connected();
      const blink = next(client, "blink");
      await new Promise<void>((resolve) => client.emit("blink-me", resolve));
      await blink;
    });

    cell("close reasons", async () => {
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
  });
});

describe.each(WAY_NAMES)("python3-socketio by %s", (way) => {
  const program = fileURLToPath(new URL("./support/python_client.py", import.meta.url));
  const own = new Harness();
  let verdicts: Record<string, string> = {};

  beforeAll(async () => {
    const { io, url } = await own.start();
    serve(io);
    const { stdout } = await promisify(execFile)("/usr/bin/python3", [program, url, way]);
    verdicts = JSON.parse(stdout);
    await own.cleanup();
  });

  it.each(CELLS)("%s", (column) => {
    const row = `python3-socketio 5.7, ${way}`;
    if (CANNOT[row]?.[column] !== undefined) {
      matrix.note(row, column, "cannot");
      return;
    }
    matrix.note(row, column, verdicts[column] === "ok" ? "ok" : "FAILED");
    expect(verdicts[column]).toBe("ok");
  });
});
