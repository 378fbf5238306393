import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { ServerOptions, Socket } from "../../src/index.js";
import { Harness, next } from "../support/harness.js";
import { connectStock } from "../support/stock-clients.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

async function start(options: Partial<ServerOptions> = {}) {
  const { io, url } = await harness.start({ allowEIO3: true, ...options });
  return { io, url };
}

/** A client of Engine.IO 3 whose every message is in plain sight. */
async function rawClient(url: string) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=3&transport=websocket`);
  harness.onCleanup(() => socket.terminate());
  const queue: string[] = [];
  const waiting: ((message: string) => void)[] = [];
  socket.on("message", (data) => {
    const message = String(data);
    const taker = waiting.shift();
    if (taker === undefined) queue.push(message);
    else taker(message);
  });
  await next(socket, "open");
  return {
    socket,
    send: (message: string | Buffer) => socket.send(message),
    receive: (): Promise<string> => {
      const message = queue.shift();
      return message === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(message);
    },
  };
}

describe("a v2 client", () => {
  it("has an id that follows from the connection's", async () => {
    const { io, url } = await start();
    const [root, chat] = [next<[Socket]>(io, "connection"), next<[Socket]>(io.of("/chat"), "connection")];
    const client = connectStock(harness, "2.5", `${url}/chat`, { transports: ["websocket"] });
    const [[rootSocket], [chatSocket]] = await Promise.all([root, chat, next(client, "connect")]);
    expect(rootSocket.id).toBe(rootSocket.conn.id);
    expect(chatSocket.id).toBe(`/chat#${rootSocket.conn.id}`);
    expect(client.id).toBe(chatSocket.id);
  });

  it("finds its query in handshake.query, and in handshake.auth", async () => {
    const { io, url } = await start();
    const connection = next<[Socket]>(io.of("/chat"), "connection");
    connectStock(harness, "2.5", `${url}/chat?token=x`, { transports: ["websocket"] });
    const [socket] = await connection;
    expect(socket.handshake.query).toMatchObject({ token: "x", EIO: "3" });
    expect(socket.handshake.auth).toEqual({ token: "x" });
  });

  it("waits for the main namespace before the others", async () => {
    const { io, url } = await start();
    const order: string[] = [];
    io.use((_socket, go) => {
      order.push("use /");
      setTimeout(go, 10);
    });
    io.on("connection", () => order.push("/"));
    io.of("/chat").use((_socket, go) => {
      order.push("use /chat");
      go();
    });
    const connection = next(io.of("/chat"), "connection");
    const { send } = await rawClient(url);
    send("40/chat,");
    await connection;
    expect(order).toEqual(["use /", "/", "use /chat"]);
  });

  it("gets errors as it expects them: as text, or the error's data", async () => {
    const { io, url } = await start();
    io.of("/text").use((_socket, go) => go(new Error("no")));
    io.of("/data").use((_socket, go) => go(Object.assign(new Error("no"), { data: { code: 7 } })));
    const { send, receive } = await rawClient(url);
    expect((await receive())[0]).toBe("0");
    expect(await receive()).toBe("40");
    send("40/text,");
    expect(await receive()).toBe('44/text,"no"');
    send("40/data,");
    expect(await receive()).toBe('44/data,{"code":7}');
    send("40/unknown?a=b,");
    expect(await receive()).toBe('44/unknown,"Invalid namespace"');
  });

  it("may send packets for namespaces it is not in: they are ignored", async () => {
    const { io, url } = await start();
    const connection = next<[Socket]>(io, "connection");
    const { send } = await rawClient(url);
    const [socket] = await connection;
    const heard = next(socket, "still here");
    send('42/unknown,["x"]');
    send("40");
    send('42["still here"]');
    await heard;
  });

  it("keeps the connection alive with any packet", async () => {
    const { io, url } = await start();
    const connection = next<[Socket]>(io, "connection");
    const { send, receive } = await rawClient(url);
    const [socket] = await connection;
    await receive();
    await receive();
    send("2probe");
    expect(await receive()).toBe("3probe");
    socket.conn.due = 0;
    const heard = next(socket, "x");
    send('42["x"]');
    await heard;
    expect(socket.conn.due).toBeGreaterThan(0);
  });

  it("sends and gets binary with the packet type before it", async () => {
    const { io, url } = await start();
    const connection = next<[Socket]>(io, "connection");
    const { socket: webSocket, send } = await rawClient(url);
    const [socket] = await connection;
    const heard = next<[Buffer]>(socket, "b");
    send('451-["b",{"_placeholder":true,"num":0}]');
    send(Buffer.from([4, 1, 2, 3]));
    expect([...(await heard)[0]]).toEqual([1, 2, 3]);
    const message = new Promise<Buffer>((resolve) => {
      webSocket.on("message", (data, isBinary) => isBinary && resolve(data as Buffer));
    });
    socket.emit("b", Buffer.from([1, 2, 3]));
    expect([...(await message)]).toEqual([4, 1, 2, 3]);
  });

  it("is in one broadcast with clients of v3 and v4", async () => {
    const { io, url } = await start();
    const clients = (["2.5", "3.1", "4.8"] as const).map((version) =>
      connectStock(harness, version, url, { transports: ["websocket"] }),
    );
    await Promise.all(clients.map((client) => next(client, "connect")));
    const received = Promise.all(clients.map((client) => next<[string, Buffer]>(client, "x")));
    io.emit("x", "text", Buffer.of(1));
    for (const [text, bytes] of await received) expect([text, [...bytes]]).toEqual(["text", [1]]);
  });
});
