import { afterEach, describe, expect, it } from "vitest";
import { Harness, next } from "../support/harness.js";
import { type Pair, receivedBy, stage } from "../support/sockets.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

async function pair(options = {}, clientOptions = {}): Promise<Pair & Awaited<ReturnType<typeof stage>>> {
  const staged = await stage(harness, 1, options, clientOptions);
  const [first] = staged.pairs;
  if (first === undefined) throw new Error("no client");
  return { ...staged, ...first };
}

describe("a socket", () => {
  it("knows how its connection began", async () => {
    const before = Date.now();
    const { socket, client, io } = await pair({}, { auth: { token: "t" }, query: { a: "b" } });
    const { headers, time, address, xdomain, secure, issued, url, query, auth } = socket.handshake;
    expect(headers.upgrade).toBe("websocket");
    expect(Date.parse(time)).toBeGreaterThanOrEqual(before - 1000);
    expect(issued).toBeGreaterThanOrEqual(before);
    expect(address).toMatch(/127\.0\.0\.1$/);
    expect([xdomain, secure]).toEqual([false, false]);
    expect(url).toMatch(/^\/socket\.io\/\?a=b&EIO=4&transport=websocket/);
    expect(query).toMatchObject({ a: "b", EIO: "4", transport: "websocket" });
    expect(auth).toEqual({ token: "t" });
    expect(socket.request).toBe(socket.conn.request);
    expect(socket.id).toMatch(/^[\w-]{20}$/);
    expect(socket.id).toBe(client.id);
    expect(socket.id).not.toBe(socket.conn.id);
    expect(socket.client.id).toBe(socket.conn.id);
    expect([socket.connected, socket.disconnected, socket.recovered]).toEqual([true, false, false]);
    expect(socket.nsp).toBe(io.sockets);
    expect(io.sockets.sockets.get(socket.id)).toBe(socket);
    expect(socket.data).toEqual({});
  });

  it("sends and receives messages", async () => {
    const { socket, client, pairs } = await pair();
    expect(await receivedBy(pairs, "message", () => socket.send("a").write("b", 2))).toEqual([
      [["a"], ["b", 2]],
    ]);
    const heard = next(socket, "message");
    client.emit("message", { x: undefined, y: null });
    expect(await heard).toEqual([{ y: null }]);
    expect(socket.emit("anything")).toBe(true);
  });

  it("joins nothing once it has left: nobody would take it out again", async () => {
    const { socket, io } = await pair();
    socket.disconnect();
    await socket.join("late");
    expect([socket.rooms.size, io.sockets.adapter.rooms.size, io.sockets.adapter.sids.size]).toEqual([
      0, 0, 0,
    ]);
  });

  it("refuses to send reserved names", async () => {
    const { socket } = await pair();
    expect(() => socket.emit("disconnecting")).toThrow('"disconnecting" is a reserved event name');
  });

  it("times out what is not acknowledged, and answers each question once", async () => {
    const { socket, client, pairs } = await pair();
    const [error] = await new Promise<unknown[]>((resolve) =>
      socket.timeout(20).emit("nothing", (...args: unknown[]) => resolve(args)),
    );
    expect((error as Error).message).toBe("operation has timed out");
    await expect(socket.timeout(20).emitWithAck("nothing")).rejects.toThrow("operation has timed out");
    client.on("q", (done: (...args: unknown[]) => void) => {
      done("first", 2);
      done("second");
    });
    expect(await socket.emitWithAck("q")).toBe("first");
    const answers: unknown[] = [];
    await receivedBy(pairs, "none", () =>
      socket.timeout(5000).emit("q", (...args: unknown[]) => answers.push(args)),
    );
    expect(answers).toEqual([[null, "first", 2]]);
    expect(socket.acks.size).toBe(0);
  });

  it("passes events through its middlewares", async () => {
    const { socket, client } = await pair();
    const order: unknown[] = [];
    socket.use((event, go) => {
      order.push(event.slice());
      event[1] = `${event[1]}!`;
      go();
    });
    socket.use(([name], go) => (name === "bad" ? go(new Error("not allowed")) : go()));
    const error = next<[Error]>(socket, "error");
    client.emit("bad", 1);
    expect((await error)[0].message).toBe("not allowed");
    const good = next(socket, "good");
    client.emit("good", "a");
    expect(await good).toEqual(["a!"]);
    expect(order).toEqual([
      ["bad", 1],
      ["good", "a"],
    ]);
  });

  it("shows every event to catch-all listeners, in both directions", async () => {
    const { io, socket, client } = await pair();
    const seen: unknown[] = [];
    const listener = (...args: unknown[]) => seen.push(["in", ...args]);
    const outgoing = (...args: unknown[]) => seen.push(["out", ...args]);
    socket.onAny(listener).prependAny((...args) => seen.push(["first", ...args]));
    socket.onAnyOutgoing(outgoing).prependAnyOutgoing((...args) => seen.push(["out first", ...args]));
    expect(socket.listenersAny()).toHaveLength(2);
    expect(socket.listenersAnyOutgoing()[1]).toBe(outgoing);
    const arrived = next(socket, "x");
    client.emit("x", 1);
    await arrived;
    socket.emit("y", 2);
    io.emit("z", 3);
    socket.offAny(listener).offAnyOutgoing();
    socket.emit("unseen");
    const again = next(socket, "w");
    client.emit("w");
    await again;
    expect(seen).toEqual([
      ["first", "x", 1],
      ["in", "x", 1],
      ["out first", "y", 2],
      ["out", "y", 2],
      ["out first", "z", 3],
      ["out", "z", 3],
      ["first", "w"],
    ]);
  });

  it("is in its rooms while it is disconnecting, and in none after", async () => {
    const { io, socket, client } = await pair();
    socket.join("r");
    const told: unknown[] = [];
    socket.on("disconnecting", (reason) => told.push(reason, [...socket.rooms].sort()));
    const end = next(socket, "disconnect");
    client.disconnect();
    expect(await end).toEqual(["client namespace disconnect", undefined]);
    expect(told).toEqual(["client namespace disconnect", ["r", socket.id].sort()]);
    expect(socket.rooms.size).toBe(0);
    expect(io.sockets.adapter.rooms.size).toBe(0);
    expect(io.sockets.adapter.sids.size).toBe(0);
    expect(socket.disconnect()).toBe(socket);
  });

  it("ends with its connection when told so, and only then", async () => {
    const { socket, client } = await pair();
    const gone = next(client, "disconnect");
    const closed = next(socket.conn, "close");
    socket.disconnect(true);
    expect((await gone)[0]).toBe("io server disconnect");
    expect((await closed)[0]).toBe("forced close");
  });

  it("drops volatile events while something is under way", async () => {
    const { socket, pairs } = await pair();
    const received = await receivedBy(pairs, "v", () => {
      socket.volatile.emit("v", 1);
      socket.volatile.emit("v", 2);
      socket.emit("v", 3);
    });
    expect(received).toEqual([[[1], [3]]]);
  });

  it("tells of a listener's fault without losing the events behind it", async () => {
    const { socket, client } = await pair();
    const before = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    const fault = new Promise((resolve) => process.once("uncaughtException", resolve));
    socket.on("bad", () => {
      throw new Error("listener's fault");
    });
    const after = next(socket, "after");
    client.emit("bad");
    client.emit("after", 1);
    expect(((await fault) as Error).message).toBe("listener's fault");
    expect(await after).toEqual([1]);
    for (const listener of before) process.on("uncaughtException", listener);
  });
});
