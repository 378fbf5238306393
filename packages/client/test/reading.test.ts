import { type PeerProcess, startSocketIo } from "@signalbox/peers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connected, next, onTransport, open } from "./helpers.js";

const numbers = Array.from({ length: 50 }, (_, n) => n);

describe.each([2, 4] as const)("holding back a Socket.IO %d server", (version) => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await startSocketIo(version);
  });
  afterAll(() => peer.stop());

  /** Resolves when the server has handled everything written to it before. */
  async function settled(): Promise<void> {
    const other = await connected(peer.port, { version, transports: ["websocket"] });
    await other.emitWithAck("ask");
    other.disconnect();
  }

  test("over websocket nothing comes while paused, and everything after", async () => {
    const socket = await connected(peer.port, { version, transports: ["websocket"] });
    await socket.emitWithAck("ask");
    const got: number[] = [];
    socket.on("flood", (n: number) => got.push(n));
    expect(socket.io.pause()).toBe(socket.io);
    socket.emit("flood", numbers.length, 100_000);
    await settled();
    await settled();
    expect(got).toEqual([]);
    expect(socket.io.resume()).toBe(socket.io);
    await socket.emitWithAck("ask");
    expect(got).toEqual(numbers);
  });

  test("over polling no request is made while paused", async () => {
    let polls = 0;
    const socket = await connected(peer.port, {
      version,
      transports: ["polling"],
      tap: {
        exchange: ({ method }) => {
          if (method === "GET") polls++;
        },
      },
    });
    await socket.emitWithAck("ask");
    const got: number[] = [];
    const first = new Promise<void>((resolve) => {
      socket.on("flood", (n: number) => {
        got.push(n);
        resolve();
      });
    });
    socket.io.pause();
    // The poll under way still brings what comes first.
    socket.emit("flood", numbers.length, 100);
    await first;
    const pollsSoFar = polls;
    await settled();
    await settled();
    expect(polls).toBe(pollsSoFar);
    socket.io.resume();
    await socket.emitWithAck("ask");
    expect(got).toEqual(numbers);
    expect(polls).toBeGreaterThan(pollsSoFar);
  });

  test("a pause outlasts an upgrade", async () => {
    const socket = open(peer.port, { version });
    const { engine } = socket.io;
    const welcomes: unknown[] = [];
    socket.on("welcome", (welcome: unknown) => welcomes.push(welcome));
    engine.once("upgrading", () => engine.pause());
    await onTransport(socket.io, "websocket");
    if (!socket.connected) {
      engine.resume();
      await next(socket, "connect");
      engine.pause();
    }
    const got: number[] = [];
    socket.on("flood", (n: number) => got.push(n));
    socket.emit("flood", numbers.length, 100_000);
    await settled();
    expect(got).toEqual([]);
    engine.resume();
    await socket.emitWithAck("ask");
    expect(got).toEqual(numbers);
    expect(welcomes).toHaveLength(1);
  });

  test.each(["polling", "websocket"])("a paused connection closes at once, over %s", async (name) => {
    const alone = await startSocketIo(version);
    try {
      const socket = await connected(alone.port, { version, transports: [name] });
      await socket.emitWithAck("ask");
      socket.io.pause();
      socket.disconnect();
      await alone.line((line) => line.startsWith("disconnect"));
    } finally {
      await alone.stop();
    }
  });
});

test("a server that hears no answer to its pings ends a paused session; the client learns it when it reads on", async () => {
  const impatient = await startSocketIo(4, { server: { pingInterval: 100, pingTimeout: 100 } });
  try {
    const socket = await connected(impatient.port, { transports: ["websocket"], reconnection: false });
    await socket.emitWithAck("ask");
    socket.io.pause();
    await impatient.line((line) => line === "disconnect ping timeout");
    expect(socket.connected).toBe(true);
    const told = next<[string]>(socket, "disconnect");
    socket.io.resume();
    expect((await told)[0]).toBe("transport close");
    // Without a connection there is nothing to hold back.
    expect(socket.io.pause().resume()).toBe(socket.io);
  } finally {
    await impatient.stop();
  }
});
