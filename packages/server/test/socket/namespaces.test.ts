import { afterEach, describe, expect, it } from "vitest";
import type { Namespace, Socket } from "../../src/index.js";
import { Harness, next } from "../support/harness.js";
import { connectPair } from "../support/sockets.js";
import { connectStock } from "../support/stock-clients.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

describe("namespaces", () => {
  it("are found by name, with or without the slash, and announced", async () => {
    const { io } = await harness.start();
    const told: string[] = [];
    io.on("new_namespace", (namespace) => told.push(namespace.name));
    expect(io.of("a")).toBe(io.of("/a"));
    expect(io.of("/")).toBe(io.sockets);
    expect([...io._nsps.keys()]).toEqual(["/", "/a"]);
    expect(told).toEqual(["/a"]);
  });

  it("share one connection and are left one by one", async () => {
    const { io, url } = await harness.start();
    const manager = { forceNew: false, multiplex: true, transports: ["websocket"] };
    const root = await connectPair(harness, io, url, manager);
    const chat = await connectPair(harness, io, url, manager, "/chat");
    expect(chat.socket.conn).toBe(root.socket.conn);
    expect(root.socket.client.nsps.size).toBe(2);
    const left = next(chat.socket, "disconnect");
    chat.client.disconnect();
    expect((await left)[0]).toBe("client namespace disconnect");
    expect(root.socket.connected).toBe(true);
    expect([...root.socket.client.sockets.keys()]).toEqual([root.socket.id]);
  });

  it("run their middlewares in order and refuse with message and data", async () => {
    const { io, url } = await harness.start();
    const order: string[] = [];
    io.use((socket, go) => {
      order.push("first");
      socket.data.checked = true;
      setTimeout(go, 5);
    });
    io.use((socket, go) => {
      order.push("second");
      go(socket.handshake.auth.ok ? undefined : Object.assign(new Error("no"), { data: { code: 7 } }));
    });
    const refused = connectStock(harness, "4.8", url, { transports: ["websocket"] });
    const [error] = await next<[Error & { data: unknown }]>(refused, "connect_error");
    expect([error.message, error.data]).toEqual(["no", { code: 7 }]);
    expect(io.sockets.adapter.sids.size).toBe(0);
    const { socket } = await connectPair(harness, io, url, { auth: { ok: true } });
    expect(socket.data).toEqual({ checked: true });
    expect(order).toEqual(["first", "second", "first", "second"]);
  });

  it("are made on demand by a pattern, with what the parent has", async () => {
    const { io, url } = await harness.start();
    const parent = io.of(/^\/room-\d+$/);
    const seen: string[] = [];
    parent.use((socket, go) => {
      seen.push(`use ${socket.nsp.name}`);
      go();
    });
    parent.on("connection", (socket) => seen.push(`connection ${socket.nsp.name}`));
    const a = connectStock(harness, "4.8", `${url}/room-1`, {});
    const b = connectStock(harness, "4.8", `${url}/room-2`, {});
    await Promise.all([next(a, "connect"), next(b, "connect")]);
    expect(seen.sort()).toEqual(["connection /room-1", "connection /room-2", "use /room-1", "use /room-2"]);
    const both = Promise.all([next(a, "hello"), next(b, "hello")]);
    parent.emit("hello", 1);
    expect(await both).toEqual([[1], [1]]);
    const again = Promise.all([next(a, "hello"), next(b, "hello")]);
    parent.except("nobody").emit("hello", 2);
    expect(await again).toEqual([[2], [2]]);
    expect(() => parent.fetchSockets()).toThrow("fetchSockets() is not supported on parent namespaces");
    const no = connectStock(harness, "4.8", `${url}/room-x`, {});
    expect((await next<[Error]>(no, "connect_error"))[0].message).toBe("Invalid namespace");
  });

  it("are made on demand by a function that knows the client's auth", async () => {
    const { io, url } = await harness.start();
    io.of((name, auth, decide) => decide(null, name === "/vip" && auth.token === "t"));
    const no = connectStock(harness, "4.8", `${url}/vip`, {});
    expect((await next<[Error]>(no, "connect_error"))[0].message).toBe("Invalid namespace");
    const yes = connectStock(harness, "4.8", `${url}/vip`, { auth: { token: "t" } });
    await next(yes, "connect");
  });

  it("that nobody is in any more are removed, when asked for", async () => {
    const { io, url } = await harness.start({ cleanupEmptyChildNamespaces: true });
    const parent = io.of(/^\/tmp-/);
    const connection = next<[Socket]>(parent, "connection");
    void connection;
    const made = next<[Namespace]>(io, "new_namespace");
    const client = connectStock(harness, "4.8", `${url}/tmp-1`, {});
    await next(client, "connect");
    const [child] = await made;
    const [socket] = [...child.sockets.values()];
    if (socket === undefined) throw new Error("no socket");
    const left = next(socket, "disconnect");
    client.disconnect();
    await left;
    expect(io._nsps.has("/tmp-1")).toBe(false);
    const back = connectStock(harness, "4.8", `${url}/tmp-1`, {});
    await next(back, "connect");
    expect(io._nsps.has("/tmp-1")).toBe(true);
  });
});
