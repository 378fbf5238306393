import type { Frame } from "@signalbox/wire/websocket";
import type StockWebSocket from "ws";
import { RawPeer, until, urlOf } from "../support.js";
import { listening, type Scenario, thrown, watch } from "./scenario.js";

/** Frames from a raw client: the events of the server's side, the code of an error, the bytes that come back. */
function frames(
  name: string,
  sent: readonly (Frame | Uint8Array)[],
  { replyBytes = 4, ...options }: StockWebSocket.ServerOptions & { readonly replyBytes?: number } = {},
): Scenario {
  return {
    name: `frames: ${name}`,
    async play(WebSocket, log) {
      const server = await listening(WebSocket, options);
      const connection = until(server, "connection");
      const peer = await RawPeer.open(server);
      const [websocket] = await connection;
      for (const event of ["message", "ping", "pong"]) {
        websocket.on(event, (...args: unknown[]) => log(event, websocket.readyState, ...args));
      }
      websocket.on("error", (error: NodeJS.ErrnoException) => {
        log("error", websocket.readyState, error, error.code);
      });
      const isClosed = until(websocket, "close");
      peer.send(...sent);
      if (replyBytes > 0) log((await peer.take(replyBytes)).toString("hex"));
      peer.socket.end();
      const [code, reason] = await isClosed;
      log("close", code, reason);
      server.close();
    },
  };
}

const text = (payload: string, more: Partial<Frame> = {}): Frame => ({
  opcode: 1,
  payload: Buffer.from(payload),
  ...more,
});
const close = (...bytes: number[]): Frame => ({ opcode: 8, payload: Uint8Array.from(bytes) });

export const connectionScenarios: Scenario[] = [
  {
    name: "messages both ways and an orderly end",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      server.on("connection", (websocket) => {
        watch(websocket, "server", log);
        websocket.on("message", (data, isBinary) => websocket.send(data, { binary: isBinary }));
      });
      const client = new WebSocket(urlOf(server));
      watch(client, "client", log);
      await until(client, "open");
      client.send("text", (error) => log("sent", error ?? undefined));
      await until(client, "message");
      client.send(Buffer.from("bytes"));
      await until(client, "message");
      client.close(3000, "bye");
      log(client.readyState);
      await until(client, "close");
      server.close((error) => log("closed", error));
      await until(server, "close");
    },
  },
  {
    name: "arguments that cannot be sent throw, and sending too late is told to the callback",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      const client = new WebSocket(urlOf(server));
      await until(client, "open");
      for (const code of [999, 1005, 1006, 1015, 5000, "1000"]) {
        log(
          code,
          thrown(() => client.close(code as number)),
        );
      }
      log(thrown(() => client.close(1000, "x".repeat(124))));
      log(
        thrown(() => client.ping("x".repeat(126))),
        thrown(() => client.pong("x".repeat(126))),
      );
      for (const data of [Symbol("s"), {}, true]) log(thrown(() => client.send(data as unknown as string)));
      log(client.readyState);
      client.close();
      const told: Promise<unknown>[] = [];
      const call = (act: (callback: (error?: Error) => void) => void) => {
        told.push(new Promise((resolve) => act(resolve)));
      };
      call((callback) => client.send("late", callback));
      call((callback) => client.ping("late", true, callback));
      call((callback) => client.pong(callback as unknown as string));
      for (const error of await Promise.all(told)) log(error);
      await until(client, "close");
      log(await new Promise((resolve) => client.send("later", resolve)));
      log(
        client.readyState,
        thrown(() => client.close()),
        thrown(() => client.terminate()),
      );
      server.close();
    },
  },
  {
    name: "everything that can be sent",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      const connection = until(server, "connection");
      const client = new WebSocket(urlOf(server));
      const [[websocket]] = await Promise.all([connection, until(client, "open")]);
      websocket.on("message", (data: Buffer, isBinary: boolean) => log(data, isBinary));
      client.send(undefined as unknown as string);
      client.send(null as unknown as string);
      client.send(5);
      client.send([1, 2, 300]);
      client.send(new Uint16Array([1, 2]));
      client.send(new DataView(new ArrayBuffer(2)));
      client.send(new ArrayBuffer(3));
      client.send("text as binary", { binary: true });
      client.send(Buffer.from("bytes as text"), { binary: false });
      client.send(new Blob(["from a blob"]));
      client.send("behind the blob");
      client.send("in ", { fin: false });
      client.send("three ", { fin: false });
      client.send("parts", { fin: true });
      client.send("ünïcödé");
      client.close();
      await until(websocket, "close");
      server.close();
    },
  },
  {
    name: "the four binary types",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      server.on("connection", (websocket) =>
        websocket.on("message", (data) => websocket.send(data as Buffer)),
      );
      const client = new WebSocket(urlOf(server));
      await until(client, "open");
      for (const type of ["nodebuffer", "arraybuffer", "fragments", "blob", "unknown"]) {
        client.binaryType = type as "nodebuffer";
        client.send(Buffer.from("four"));
        const [data] = await until(client, "message");
        log(
          type,
          client.binaryType,
          Object.prototype.toString.call(data),
          data.byteLength,
          data.size,
          data.length,
        );
      }
      client.terminate();
      server.close();
    },
  },
  {
    name: "binary type fragments: a Buffer for each frame that carries something",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      server.on("connection", (websocket) => {
        const send = (text: string, fin: boolean) => websocket.send(Buffer.from(text), { fin });
        send("a", false);
        send("bc", false);
        send("", false);
        send("d".repeat(100_000), true);
        send("", true);
        send("whole", true);
      });
      const client = new WebSocket(urlOf(server));
      client.binaryType = "fragments";
      let count = 0;
      client.on("message", (data) => {
        log((data as Buffer[]).map((part) => part.length));
        if (++count === 3) client.terminate();
      });
      await until(client, "close");
      server.close();
    },
  },
  {
    name: "bufferedAmount is zero while the system takes all that is sent",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      const client = new WebSocket(urlOf(server));
      await until(client, "open");
      log(client.bufferedAmount);
      client.send("small");
      log(client.bufferedAmount);
      client.ping("x");
      log(client.bufferedAmount);
      client.terminate();
      client.send("too late");
      log(client.bufferedAmount);
      server.close();
    },
  },
  {
    name: "browser-style events",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      server.on("connection", (websocket) => {
        websocket.send("text");
        websocket.send(Buffer.from("bytes"));
        websocket.close(1000, "done");
      });
      const client = new WebSocket(urlOf(server));
      const once1 = () => log("once");
      client.addEventListener("message", once1, { once: true });
      client.addEventListener("message", once1, { once: true });
      client.addEventListener("open", { handleEvent: (event) => log("object", event.type) });
      client.addEventListener("unknown" as "open", () => {});
      const removed = () => log("removed");
      client.addEventListener("message", removed);
      client.removeEventListener("message", removed);
      log(client.listenerCount("message"), client.listenerCount("open"), client.listenerCount("unknown"));
      client.onmessage = () => log("replaced");
      const onmessage = (event: StockWebSocket.MessageEvent) => {
        log("handler", event.type, event.target === client, event.data);
      };
      client.onmessage = onmessage;
      client.onopen = "not a function" as unknown as null;
      log(client.onmessage === onmessage, client.onopen, client.onclose);
      client.onclose = (event) => log("close", event.code, event.reason, event.wasClean, event.type);
      await until(client, "close");
      const lost = new WebSocket("ws://127.0.0.1:1");
      lost.onerror = (event) => log(event.type, event.message, event.error);
      lost.onclose = (event) => log(event.code, event.wasClean);
      await until(lost, "close");
      server.close();
    },
  },
  {
    name: "terminating",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      const connection = until(server, "connection");
      const client = new WebSocket(urlOf(server));
      const [[websocket]] = await Promise.all([connection, until(client, "open")]);
      watch(client, "client", log);
      const ends = Promise.all([until(client, "close"), until(websocket, "close")]);
      client.terminate();
      log(client.readyState);
      log((await ends).map(([code]) => code));
      server.close();
    },
  },
  {
    name: "what was sent before terminating arrives",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      server.on("connection", (websocket) => {
        websocket.on("message", (data) => log("server", data));
        websocket.on("close", (code) => log("server", code));
      });
      const client = new WebSocket(urlOf(server));
      await until(client, "open");
      const isOver = until([...server.clients][0] as typeof client, "close");
      client.send("one");
      client.send("two");
      client.terminate();
      client.terminate();
      await Promise.all([isOver, until(client, "close")]);
      server.close();
    },
  },
  {
    name: "pings are answered, or left alone with autoPong off",
    async play(WebSocket, log) {
      for (const autoPong of [true, false]) {
        const server = await listening(WebSocket, { autoPong });
        const connection = until(server, "connection");
        const client = new WebSocket(urlOf(server));
        const [[websocket]] = await Promise.all([connection, until(client, "open")]);
        watch(client, "client", log);
        websocket.on("ping", (data: Buffer) => {
          log("server ping", data);
          if (!autoPong) websocket.pong("by hand");
        });
        client.ping("hello");
        await until(client, "pong");
        client.ping(5 as unknown as string, undefined, () => {});
        const isClosed = until(client, "close");
        websocket.close();
        await isClosed;
        server.close();
      }
    },
  },
  {
    name: "the constants",
    async play(WebSocket, log) {
      const names = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"] as const;
      log(names.map((name) => [WebSocket[name], Reflect.get(WebSocket.prototype, name)]));
      log(names.map((name) => Object.getOwnPropertyDescriptor(WebSocket, name)));
      log(names.map((name) => Object.getOwnPropertyDescriptor(WebSocket.prototype, name)));
      log(thrown(() => Reflect.apply(WebSocket, undefined, ["ws://x"])));
    },
  },
  frames("RSV1", [text("a", { rsv: 4 })]),
  frames("RSV2", [text("a", { rsv: 2 })]),
  frames("opcode 3", [{ opcode: 3, payload: Buffer.from("a") }]),
  frames("opcode 11", [{ opcode: 11, payload: Buffer.from("a") }]),
  frames("a continuation of nothing", [text("a", { opcode: 0 })]),
  frames("a message in a message", [text("a", { fin: false }), text("b")]),
  frames("no mask", [Uint8Array.from([0x81, 1, 65])]),
  frames("a ping in two frames", [{ opcode: 9, payload: Buffer.from("a"), fin: false }]),
  frames("a ping of 126 bytes", [{ opcode: 9, payload: Buffer.alloc(126) }]),
  frames("more than maxPayload", [text("eleven bytes")], { maxPayload: 10 }),
  frames("more than maxPayload in fragments", [text("aaaa", { fin: false }), text("bbbb", { opcode: 0 })], {
    maxPayload: 6,
  }),
  frames(
    "more than maxFragments",
    [text("a", { fin: false }), ...Array.from({ length: 5 }, () => text("b", { opcode: 0, fin: false }))],
    { maxFragments: 3 },
  ),
  frames("text that is not UTF-8", [{ opcode: 1, payload: Uint8Array.from([0xff]) }]),
  frames("text that is not UTF-8, unchecked", [{ opcode: 1, payload: Uint8Array.from([0xff]) }], {
    skipUTF8Validation: true,
    replyBytes: 0,
  }),
  frames("a close frame of one byte", [close(3)]),
  frames("close code 1006", [close(3, 0xee)]),
  frames("a close reason that is not UTF-8", [close(3, 0xe8, 0xff)]),
  frames("a close frame with code and reason", [close(3, 0xe8, 0x61)], { replyBytes: 5 }),
  frames("a close frame without a code", [close()], { replyBytes: 2 }),
  frames("a ping", [{ opcode: 9, payload: Buffer.from("abc") }], { replyBytes: 5 }),
  frames("a pong", [{ opcode: 10, payload: Buffer.from("abc") }], { replyBytes: 0 }),
  frames(
    "a ping between fragments",
    [text("a", { fin: false }), { opcode: 9, payload: Buffer.from("p") }, text("b", { opcode: 0 })],
    { replyBytes: 3 },
  ),
  frames("a message behind the close frame", [close(), text("late")], { replyBytes: 2 }),
  frames("a message behind a wrong frame", [text("a", { opcode: 3 }), text("late")]),
];
