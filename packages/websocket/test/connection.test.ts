import { once } from "node:events";
import { encodeFrame } from "@signalbox/wire/websocket";
import { afterEach, expect, test } from "vitest";
import { WebSocket, type WebSocketServer } from "../src/index.js";
import {
  closed,
  message,
  messages,
  pair,
  portOf,
  RawPeer,
  requestText,
  serve,
  until,
  urlOf,
} from "./support.js";

let server: WebSocketServer;
afterEach(async () => {
  await server.shutdown({ timeoutMs: 0 });
});

test("messages of every length class arrive whole, both ways", async () => {
  server = await serve();
  const { client, peer } = await pair(server);
  peer.on("message", (data, isBinary) => peer.send(data as Buffer, { binary: isBinary }));
  for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 70_000, 3_000_000]) {
    const sent = Buffer.alloc(length, "é");
    client.send(sent);
    const [received] = await once(client, "message");
    expect(Buffer.compare(received, sent)).toBe(0);
  }
});

test("replies to one chunk leave in one write, in order", async () => {
  server = await serve();
  server.on("connection", (websocket) => {
    websocket.on("message", (data) => {
      websocket.send(data as Buffer);
      websocket.send(String(data));
    });
  });
  const peer = await RawPeer.open(server);
  const [accepted] = server.clients;
  let writes = 0;
  const { _socket: socket } = accepted as WebSocket;
  const write = socket?.write as (...args: unknown[]) => boolean;
  if (socket !== undefined) {
    socket.write = (...args: unknown[]) => {
      writes++;
      return write.apply(socket, args);
    };
  }
  peer.send(...["a", "b", "c"].map((text) => ({ opcode: 1, payload: Buffer.from(text) })));
  expect((await peer.take(18)).toString("latin1")).toBe(
    "\x82\x01a\x81\x01a\x82\x01b\x81\x01b\x82\x01c\x81\x01c",
  );
  expect(writes).toBe(1);
});

test("the caller may change its bytes as soon as send returns", async () => {
  server = await serve();
  const { client, peer } = await pair(server);
  const received = messages(peer, 3);
  const scratch = Buffer.alloc(4);
  for (const word of ["one.", "two.", "six."]) {
    scratch.write(word);
    client.send(scratch);
  }
  expect(await received).toEqual(["one.", "two.", "six."]);
  const toClient = messages(client, 3);
  for (const word of ["one.", "two.", "six."]) {
    scratch.write(word);
    peer.send(scratch);
  }
  expect(await toClient).toEqual(["one.", "two.", "six."]);
});

test("a broadcast reaches each client once and in order", async () => {
  server = await serve();
  const clients: Awaited<ReturnType<typeof pair>>[] = [];
  while (clients.length < 20) clients.push(await pair(server));
  const received = clients.map(({ client }) => messages(client, 30));
  for (let round = 0; round < 10; round++) {
    const shared = `text ${round}`;
    const bytes = Buffer.from(`bytes ${round}`);
    for (const { peer } of clients) peer.send(shared);
    for (const { peer } of clients) peer.send(bytes);
    for (const [index, { peer }] of clients.entries()) peer.send(`own ${index} ${round}`);
  }
  for (const [index, texts] of (await Promise.all(received)).entries()) {
    const rounds = Array.from({ length: 10 }, (_, round) => [
      `text ${round}`,
      `bytes ${round}`,
      `own ${index} ${round}`,
    ]);
    expect(texts).toEqual(rounds.flat());
  }
});

test("what a client has masked is not taken for the same message of a server", async () => {
  server = await serve();
  const [one, two] = [await pair(server), await pair(server)];
  const [text, bytes] = ["the same", Buffer.from("the same")];
  const received = [messages(one.peer, 2), messages(one.client, 2), messages(two.client, 2)];
  for (const data of [text, bytes]) {
    one.client.send(data);
    one.peer.send(data);
    two.client.send(data);
    two.peer.send(data);
  }
  expect(await Promise.all(received)).toEqual(Array(3).fill([text, text]));
});

test("bytes that change between two sends of one broadcast are not shared", async () => {
  server = await serve();
  const [one, two] = [await pair(server), await pair(server)];
  const received = Promise.all([message(one.client), message(two.client)]);
  const bytes = Buffer.from("first");
  one.peer.send(bytes);
  bytes.write("other");
  two.peer.send(bytes);
  expect(await received).toEqual(["first", "other"]);
});

test("bufferedAmount counts what waits and falls to zero; drain says when", async () => {
  server = await serve();
  const peer = await RawPeer.open(server);
  const [websocket] = server.clients;
  if (websocket === undefined) throw new Error("no connection");
  peer.socket.pause();
  const payload = Buffer.alloc(1_000_000);
  let sent = 0;
  while (websocket.bufferedAmount < 4_000_000) {
    websocket.send(payload);
    sent++;
  }
  const drained = until(websocket, "drain");
  peer.socket.resume();
  await drained;
  expect(websocket.bufferedAmount).toBe(0);
  await peer.take(sent * (payload.length + 10));
});

test.each(["drop", "close", "decide"] as const)("a peer that does not read: policy %s", async (policy) => {
  const asked: number[] = [];
  server = await serve({
    maxBufferedAmount: 100_000,
    bufferFullPolicy:
      policy === "decide"
        ? (_websocket, waitingBytes) => {
            asked.push(waitingBytes);
            return "drop";
          }
        : policy,
  });
  const peer = await RawPeer.open(server);
  const [websocket] = server.clients;
  if (websocket === undefined) throw new Error("no connection");
  peer.socket.pause();
  const errors: Error[] = [];
  websocket.on("error", (error) => errors.push(error));
  const payload = Buffer.alloc(50_000);
  const refused = await new Promise<Error>((resolve) => {
    const send = () => {
      websocket.send(payload, (error) => {
        if (error) resolve(error);
      });
      if (websocket.readyState === websocket.OPEN && errors.length === 0) setImmediate(send);
    };
    send();
  });
  expect(refused).toMatchObject({ code: "WS_ERR_BUFFER_FULL" });
  expect(websocket.bufferedAmount).toBeLessThan(200_000);
  if (policy === "decide") expect(asked[0]).toBeGreaterThanOrEqual(100_000);
  if (policy === "close") {
    if (websocket.readyState !== websocket.CLOSED) await until(websocket, "close");
    expect(errors).toMatchObject([{ code: "WS_ERR_BUFFER_FULL" }]);
  } else {
    expect(errors).toEqual([]);
    websocket.terminate();
  }
});

test("pause holds back messages, resume lets them come", async () => {
  server = await serve();
  const { client, peer } = await pair(server);
  const received: string[] = [];
  client.on("message", (data) => {
    received.push(String(data));
    if (received.length === 1) client.pause();
  });
  const answered = until(peer, "pong");
  for (const text of ["a", "b", "c"]) peer.send(text);
  const first = until(client, "message");
  await first;
  expect(client.isPaused).toBe(true);
  peer.close(1000, "behind the messages");
  await new Promise((resolve) => setImmediate(resolve));
  expect(received).toEqual(["a"]);
  expect(client.readyState).not.toBe(WebSocket.CLOSED);
  const end = closed(client);
  client.resume();
  expect(await end).toEqual({ code: 1000, reason: "behind the messages" });
  expect(received).toEqual(["a", "b", "c"]);
  await Promise.race([answered, Promise.resolve()]);
});

test("a pause in the connection event holds back the frames that came with the handshake", async () => {
  server = await serve();
  const events: string[] = [];
  const isOver = new Promise<void>((resolve) => {
    server.on("connection", (websocket) => {
      websocket.pause();
      websocket.on("message", (data) => {
        events.push(`${data}`);
        resolve();
      });
      setImmediate(() => {
        events.push("resumed");
        websocket.resume();
      });
    });
  });
  const peer = await RawPeer.connect(portOf(server));
  const frame = encodeFrame({ opcode: 1, payload: Buffer.from("early"), maskKey: 0 });
  peer.socket.write(Buffer.concat([Buffer.from(requestText()), frame]));
  await isOver;
  expect(events).toEqual(["resumed", "early"]);
  peer.socket.destroy();
});

test("with allowSynchronousEvents false each message comes in a turn of its own", async () => {
  server = await serve({ allowSynchronousEvents: false });
  const peer = await RawPeer.open(server);
  const [websocket] = server.clients;
  if (websocket === undefined) throw new Error("no connection");
  let turn = 0;
  const turns: number[] = [];
  const all = new Promise<void>((resolve) => {
    websocket.on("message", () => {
      turns.push(turn);
      setImmediate(() => turn++);
      if (turns.length === 3) resolve();
    });
  });
  peer.send(...["a", "b", "c"].map((text) => ({ opcode: 1, payload: Buffer.from(text) })));
  await all;
  expect(new Set(turns).size).toBe(3);
});

test("a peer that sends pings and reads nothing gets one pong for the rest", async () => {
  server = await serve({ closeTimeout: 50 });
  const peer = await RawPeer.open(server);
  const [websocket] = server.clients;
  if (websocket === undefined) throw new Error("no connection");
  peer.socket.pause();
  while (websocket.bufferedAmount < 1_000_000) websocket.send(Buffer.alloc(100_000));
  const before = websocket.bufferedAmount;
  let pings = 0;
  const all = new Promise<void>((resolve) => {
    websocket.on("ping", () => {
      if (++pings === 1000) resolve();
    });
  });
  for (let count = 0; count < 1000; count++) peer.send({ opcode: 9, payload: Buffer.from(`${count}`) });
  await all;
  expect(websocket.bufferedAmount).toBeLessThanOrEqual(before);
  const rest = peer.rest();
  peer.socket.resume();
  await until(websocket, "drain");
  websocket.close();
  expect((await rest).subarray(-7).toString("latin1")).toBe("\x8a\x03999\x88\x00");
});

test("keep-alive pings a silent peer and keeps one that answers", async () => {
  server = await serve({ pingIntervalMs: 20, pingTimeoutMs: 5_000 });
  const { client, peer } = await pair(server);
  await until(client, "ping");
  await until(client, "ping");
  expect(peer.readyState).toBe(WebSocket.OPEN);
});

test("keep-alive gives up a peer that does not answer", async () => {
  server = await serve({ pingIntervalMs: 20, pingTimeoutMs: 20 });
  const connection = until(server, "connection");
  await RawPeer.open(server);
  const [websocket] = await connection;
  expect(await closed(websocket)).toEqual({ code: 1006, reason: "" });
});

test("a peer that does not answer a close frame is given closeTimeout", async () => {
  server = await serve({ closeTimeout: 30 });
  const peer = await RawPeer.open(server);
  const [websocket] = server.clients;
  if (websocket === undefined) throw new Error("no connection");
  const end = closed(websocket);
  websocket.close(1001, "bye");
  expect((await peer.take(7)).toString("latin1")).toBe("\x88\x05\x03\xe9bye");
  expect(await end).toEqual({ code: 1006, reason: "" });
});

test("callbacks of what never left hear of it", async () => {
  server = await serve();
  const { client, peer } = await pair(server);
  peer.pause();
  while (client.bufferedAmount === 0) client.send(Buffer.alloc(100_000));
  const told = new Promise<Error | null | undefined>((resolve) => client.send("too late", resolve));
  client.terminate();
  expect(await told).toBeInstanceOf(Error);
});

test("a listener that throws loses no later message", async () => {
  server = await serve();
  const { client, peer } = await pair(server);
  const received: string[] = [];
  const failure = until(process, "uncaughtExceptionMonitor");
  const handlers = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.once("uncaughtException", () => {});
  client.on("message", (data) => {
    received.push(String(data));
    if (received.length === 1) throw new Error("on purpose");
  });
  peer.send("a");
  peer.send("b");
  await failure;
  for (const handler of handlers) process.on("uncaughtException", handler);
  peer.send("c");
  while (received.length < 3) await until(client, "message");
  expect(received).toEqual(["a", "b", "c"]);
});

test("a subclass can be used for the connections of a server", async () => {
  class Named extends WebSocket {
    name = "set by the subclass";
  }
  server = await serve({ WebSocket: Named });
  const connection = until(server, "connection");
  const client = new WebSocket(urlOf(server));
  const [websocket] = await connection;
  expect(websocket).toBeInstanceOf(Named);
  expect(websocket.name).toBe("set by the subclass");
  await until(client, "open");
});
