import { type PeerProcess, startSocketIo } from "@signalbox/peers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { io, Manager } from "../src/index.js";
import { connected, next, open } from "./helpers.js";

let peer: PeerProcess;
beforeAll(async () => {
  peer = await startSocketIo(4);
});
afterAll(() => peer.stop());

describe("emitting", () => {
  test("refuses the names of its own events", async () => {
    const socket = open(peer.port, { autoConnect: false });
    for (const event of [
      "connect",
      "connect_error",
      "disconnect",
      "disconnecting",
      "newListener",
      "removeListener",
    ]) {
      expect(() => socket.emit(event)).toThrow(`"${event}" is a reserved event name`);
      expect(() => socket.volatile.emit(event)).toThrow();
    }
  });

  test("keeps what is written while not connected, without the volatile", async () => {
    const socket = open(peer.port, { autoConnect: false });
    socket.emit("echo", 1);
    socket.volatile.emit("echo", 2);
    socket.emit("echo", 3);
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([
      ["echo", 1],
      ["echo", 3],
    ]);
    const got: unknown[] = [];
    socket.on("echo", (n) => got.push(n));
    socket.connect();
    await next(socket, "connect");
    await socket.emitWithAck("ask");
    expect(got).toEqual([1, 3]);
    expect(socket.sendBuffer).toEqual([]);
  });

  test("catch-all listeners see what comes and goes, in order", async () => {
    const socket = await connected(peer.port);
    const seen: unknown[] = [];
    const second = (...args: unknown[]) => seen.push(["in 2", ...args]);
    socket.onAny(second).prependAny((...args) => seen.push(["in 1", ...args]));
    socket.onAnyOutgoing((...args) => seen.push(["out 2", ...args]));
    socket.prependAnyOutgoing((...args) => seen.push(["out 1", ...args]));
    socket.on("echo", (n) => seen.push(["echo", n]));
    socket.emit("echo", 5);
    await next(socket, "echo");
    expect(seen.filter((one) => !JSON.stringify(one).includes("welcome"))).toEqual([
      ["out 1", "echo", 5],
      ["out 2", "echo", 5],
      ["in 1", "echo", 5],
      ["in 2", "echo", 5],
      ["echo", 5],
    ]);
    expect(socket.listenersAny()).toHaveLength(2);
    socket.offAny(second);
    expect(socket.listenersAny()).toHaveLength(1);
    socket.offAny().offAnyOutgoing();
    expect([socket.listenersAny(), socket.listenersAnyOutgoing()]).toEqual([[], []]);
  });

  test("an exception of a listener neither ends the session nor loses what came with it", async () => {
    const socket = await connected(peer.port, { transports: ["polling"] });
    const thrown: unknown[] = [];
    const listeners = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", (error) => thrown.push(error.message));
    try {
      socket.on("flood", (n) => {
        if (n === 1) throw new Error("the application's own");
      });
      socket.emit("flood", 5, 1);
      expect(await socket.emitWithAck("ask", "still here")).toEqual(["still here"]);
    } finally {
      process.removeAllListeners("uncaughtException");
      for (const listener of listeners) process.on("uncaughtException", listener);
    }
    expect(thrown).toEqual(["the application's own"]);
    expect(socket.connected).toBe(true);
  });
});

describe("acknowledgements", () => {
  test("with a timeout take an error first", async () => {
    const socket = await connected(peer.port);
    const answer = new Promise((resolve) => {
      socket.timeout(5000).emit("ask", 1, (...args: unknown[]) => resolve(args));
    });
    expect(await answer).toEqual([null, [1]]);
    const [error] = await new Promise<unknown[]>((resolve) => {
      socket.timeout(20).emit("unknown", (...args: unknown[]) => resolve(args));
    });
    expect(error).toEqual(new Error("operation has timed out"));
  });

  test("ackTimeout is the default", async () => {
    const socket = await connected(peer.port, { ackTimeout: 20 });
    await expect(socket.emitWithAck("unknown")).rejects.toThrow("operation has timed out");
  });

  test("a timed out event that was not sent yet is not sent", async () => {
    const socket = open(peer.port, { autoConnect: false });
    await expect(socket.timeout(10).emitWithAck("ask", 1)).rejects.toThrow();
    expect(socket.sendBuffer).toEqual([]);
  });

  test("fail when the connection goes, where they take an error", async () => {
    const socket = await connected(peer.port, { reconnection: false });
    const silent: unknown[] = [];
    socket.emit("unknown", (...args: unknown[]) => silent.push(args));
    const answer = socket.emitWithAck("unknown");
    const timed = socket.timeout(60_000).emitWithAck("unknown");
    socket.disconnect();
    await expect(answer).rejects.toThrow("socket has been disconnected");
    await expect(timed).rejects.toThrow("socket has been disconnected");
    expect(silent).toEqual([]);
  });
});

describe("retries", () => {
  test("send an event again until it is given up, one at a time", async () => {
    const socket = open(peer.port, { retries: 2, ackTimeout: 30 });
    const sent: unknown[] = [];
    socket.onAnyOutgoing((...args) => sent.push(args.slice(0, 2)));
    const lost = new Promise((resolve) => socket.emit("unknown", 1, (error: Error) => resolve(error)));
    const kept = new Promise((resolve) =>
      socket.timeout(10_000).emit("ask", 2, (...args: unknown[]) => resolve(args)),
    );
    expect(await lost).toEqual(new Error("operation has timed out"));
    expect(await kept).toEqual([null, [2]]);
    expect(sent).toEqual([
      ["unknown", 1],
      ["unknown", 1],
      ["unknown", 1],
      ["ask", 2],
    ]);
  });

  test("send the first again on a new connection, before connect is told", async () => {
    const socket = await connected(peer.port, { retries: 5, ackTimeout: 60_000 });
    const order: unknown[] = [];
    socket.onAnyOutgoing((event) => order.push(event));
    socket.emit("unknown", 1);
    socket.io.engine.close();
    socket.on("connect", () => order.push("connected"));
    await next(socket, "connect");
    expect(order).toEqual(["unknown", "unknown", "connected"]);
  });
});

describe("connection state recovery", () => {
  let recovering: PeerProcess;
  beforeAll(async () => {
    const server = { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } };
    recovering = await startSocketIo(4, { server });
  });
  afterAll(() => recovering.stop());

  test("takes up the session, with what was missed", async () => {
    const { port } = recovering;
    const socket = await connected(port, { reconnection: false });
    await socket.emitWithAck("join", "recovery");
    expect(socket.recovered).toBe(false);
    const { id } = socket;
    const got: unknown[] = [];
    socket.on("said", (n) => got.push([n, socket.recovered]));
    socket.emit("say", "recovery", 1);
    await next(socket, "said");
    const other = await connected(port);
    socket.io.engine.close();
    await recovering.line((line) => line.startsWith("disconnect"));
    other.emit("say", "recovery", 2);
    await other.emitWithAck("ask");
    socket.connect();
    await next(socket, "connect");
    expect(socket.recovered).toBe(true);
    expect(socket.id).toBe(id);
    if (got.length < 2) await next(socket, "said");
    expect(got).toEqual([
      [1, false],
      [2, true],
    ]);
  });
});

describe("reconnection", () => {
  test("gives up after so many attempts, and says so", async () => {
    const socket = open(1, { reconnectionAttempts: 2 });
    const seen: unknown[] = [];
    socket.on("connect_error", (error) => seen.push(["connect_error", error.message, socket.active]));
    for (const event of ["reconnect_attempt", "reconnect_error", "reconnect_failed"] as const) {
      socket.io.on(event, (what?: unknown) =>
        seen.push([event, what instanceof Error ? what.message : what]),
      );
    }
    const message = "xhr poll error";
    await next(socket.io, "reconnect_failed");
    await Promise.resolve();
    expect(seen).toEqual([
      ["connect_error", message, true],
      ["reconnect_attempt", 1],
      ["connect_error", message, true],
      ["reconnect_error", message],
      ["reconnect_attempt", 2],
      ["connect_error", message, true],
      ["reconnect_failed", undefined],
      ["reconnect_error", message],
    ]);
  });

  test("is not waited for after somebody connected by hand, and begins anew when that connection is lost", async () => {
    const socket = await connected(peer.port, { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 });
    socket.once("disconnect", () => socket.connect());
    socket.emit("cut-me");
    await next(socket, "connect");
    expect(socket.io._reconnecting).toBe(false);
    socket.io.reconnectionDelay(1);
    socket.io.engine.close();
    expect(await next(socket.io, "reconnect")).toEqual([1]);
  });

  test("can be stopped from a listener", async () => {
    const socket = open(1);
    await new Promise<void>((resolve) => {
      socket.io.on("reconnect_attempt", (n) => {
        if (n < 3) return;
        socket.disconnect();
        resolve();
      });
    });
    expect(socket.active).toBe(false);
    expect(socket.io._reconnecting).toBe(false);
  });

  test("settings are read and written by methods", () => {
    const manager = new Manager("http://127.0.0.1:1", { autoConnect: false });
    expect([
      manager.reconnection(),
      manager.reconnectionAttempts(),
      manager.reconnectionDelay(),
      manager.reconnectionDelayMax(),
      manager.randomizationFactor(),
      manager.timeout(),
    ]).toEqual([true, Number.POSITIVE_INFINITY, 1000, 5000, 0.5, 20_000]);
    const changed = manager
      .reconnection(false)
      .reconnectionAttempts(1)
      .reconnectionDelay(2)
      .reconnectionDelayMax(3)
      .randomizationFactor(0)
      .timeout(false);
    expect(changed).toBe(manager);
    expect([manager.reconnection(), manager.timeout()]).toEqual([false, false]);
  });
});

describe("io()", () => {
  test("shares a Manager between namespaces, but not between sockets of one", async () => {
    const url = `http://127.0.0.1:${peer.port}`;
    const root = io(url);
    const chat = io(`${url}/chat`);
    const again = io(url);
    const apart = io(`${url}/chat`, { multiplex: false });
    try {
      expect(chat.io).toBe(root.io);
      expect(again.io).not.toBe(root.io);
      expect(apart.io).not.toBe(root.io);
      await Promise.all([root, chat, again, apart].map((socket) => next(socket, "connect")));
      root.disconnect();
      expect(chat.connected).toBe(true);
      chat.disconnect();
      expect(root.io._readyState).toBe("closed");
    } finally {
      for (const socket of [root, chat, again, apart]) socket.disconnect();
    }
  });
});
