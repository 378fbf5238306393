import { afterEach, describe, expect, it } from "vitest";
import { Harness } from "../support/harness.js";
import { receivedBy, settle, stage } from "../support/sockets.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

/** Three clients: a in room 1, b in rooms 1 and 2, c in none. */
async function rooms() {
  const { io, url, pairs } = await stage(harness, 3);
  const [a, b, c] = pairs;
  if (a === undefined || b === undefined || c === undefined) throw new Error("three clients are needed");
  a.socket.join("1");
  b.socket.join(["1", "2"]);
  return { io, url, pairs, a, b, c };
}

const counts = (received: unknown[][]): number[] => received.map((list) => list.length);

describe("a broadcast reaches", () => {
  it.each([
    ["everybody", (s) => s.io.emit("x"), [1, 1, 1]],
    ["a room", (s) => s.io.to("1").emit("x"), [1, 1, 0]],
    ["the union of rooms, each socket once", (s) => s.io.to("1").to("2").emit("x"), [1, 1, 0]],
    ["an array of rooms", (s) => s.io.in(["1", "2"]).emit("x"), [1, 1, 0]],
    ["all but a room", (s) => s.io.except("2").emit("x"), [1, 0, 1]],
    ["a room but another", (s) => s.io.to("1").except(["2"]).emit("x"), [1, 0, 0]],
    ["the others", (s) => s.a.socket.broadcast.emit("x"), [0, 1, 1]],
    ["the others in a room", (s) => s.a.socket.to("1").emit("x"), [0, 1, 0]],
    ["the others not in a room", (s) => s.a.socket.except("2").emit("x"), [0, 0, 1]],
    ["the others of this server", (s) => s.a.socket.local.emit("x"), [0, 1, 1]],
    ["one socket by its id", (s) => s.io.to(s.c.socket.id).emit("x"), [0, 0, 1]],
    ["nobody in an empty room", (s) => s.io.to("nowhere").emit("x"), [0, 0, 0]],
    ["everybody of this server", (s) => s.io.local.compress(false).emit("x"), [1, 1, 1]],
  ] as [string, (s: Awaited<ReturnType<typeof rooms>>) => unknown, number[]][])(
    "%s",
    async (_name, act, expected) => {
      const s = await rooms();
      expect(counts(await receivedBy(s.pairs, "x", () => act(s)))).toEqual(expected);
    },
  );

  it("with binary data, the same bytes for all", async () => {
    const s = await rooms();
    const received = await receivedBy(s.pairs, "x", () => s.io.emit("x", { bytes: Buffer.from([1, 2]) }));
    for (const list of received) expect(list).toEqual([[{ bytes: Buffer.from([1, 2]) }]]);
  });

  it("in the order of the calls, among emits to one", async () => {
    const s = await rooms();
    const received = await receivedBy(s.pairs, "x", () => {
      for (let n = 0; n < 30; n += 3) {
        s.io.emit("x", n);
        for (const { socket } of s.pairs) socket.emit("x", n + 1);
        s.io.emit("x", n + 2);
      }
    });
    for (const list of received) expect(list).toEqual([...Array(30).keys()].map((n) => [n]));
  });
});

describe("an operator", () => {
  it("is immutable", async () => {
    const s = await rooms();
    const one = s.io.to("1");
    const both = one.except("2");
    expect(counts(await receivedBy(s.pairs, "x", () => one.emit("x")))).toEqual([1, 1, 0]);
    expect(counts(await receivedBy(s.pairs, "y", () => both.emit("y")))).toEqual([1, 0, 0]);
  });

  it("refuses reserved names", async () => {
    const { io } = await rooms();
    for (const name of [
      "connect",
      "connect_error",
      "disconnect",
      "disconnecting",
      "newListener",
      "removeListener",
    ]) {
      expect(() => io.emit(name)).toThrow(`"${name}" is a reserved event name`);
    }
  });

  it("drops volatile packets of clients that have something under way", async () => {
    const s = await rooms();
    const received = await receivedBy(s.pairs, "x", async () => {
      await settle(s.pairs);
      s.io.volatile.emit("x", 1);
      s.io.volatile.emit("x", 2);
    });
    expect(received).toEqual([[[1]], [[1]], [[1]]]);
  });
});

describe("acknowledgements of a broadcast", () => {
  it("are gathered from all receivers", async () => {
    const s = await rooms();
    s.pairs.forEach(({ client }, index) => {
      client.on("who", (done: (n: number) => void) => done(index));
    });
    expect((await s.io.timeout(5000).emitWithAck("who")).sort()).toEqual([0, 1, 2]);
    const answers = await new Promise((resolve) =>
      s.io
        .to("1")
        .timeout(5000)
        .emit("who", (error: unknown, responses: number[]) => resolve([error, responses.sort()])),
    );
    expect(answers).toEqual([null, [0, 1]]);
    expect(await s.a.socket.broadcast.timeout(5000).emitWithAck("who")).toHaveLength(2);
    expect(await s.io.to("nowhere").timeout(5000).emitWithAck("who")).toEqual([]);
  });

  it("are given as far as they came when the time is over", async () => {
    const s = await rooms();
    s.a.client.on("who", (done: (n: string) => void) => done("a"));
    const [error, responses] = await new Promise<[Error & { responses: unknown }, unknown]>((resolve) =>
      s.io.timeout(1000).emit("who", (...result: unknown[]) => resolve(result as never)),
    );
    expect(error.message).toBe("operation has timed out");
    expect([error.responses, responses]).toEqual([["a"], ["a"]]);
    await expect(s.io.timeout(10).emitWithAck("who")).rejects.toThrow("operation has timed out");
  });
});

describe("utilities for many sockets", () => {
  it("fetch, join, leave and disconnect the chosen ones", async () => {
    const s = await rooms();
    const ids = async (room: string) => (await s.io.in(room).fetchSockets()).map(({ id }) => id).sort();
    expect(await s.io.fetchSockets()).toHaveLength(3);
    expect(await ids("1")).toEqual([s.a.socket.id, s.b.socket.id].sort());
    s.io.except("1").socketsJoin(["3", "4"]);
    expect(await ids("3")).toEqual([s.c.socket.id]);
    s.io.in("1").socketsLeave("2");
    expect(await ids("2")).toEqual([]);
    expect(await s.io.in("4").allSockets()).toEqual(new Set([s.c.socket.id]));
    const gone = receivedBy([], "", () => {});
    s.io.in("4").disconnectSockets();
    await gone;
    expect(s.c.socket.connected).toBe(false);
    expect(s.io.sockets.sockets.size).toBe(2);
  });

  it("describe a socket to act on it", async () => {
    const s = await rooms();
    s.a.socket.data.name = "anna";
    const [found] = await s.io.in(s.a.socket.id).fetchSockets();
    if (found === undefined) throw new Error("no socket");
    expect(found.data).toEqual({ name: "anna" });
    expect([...found.rooms].sort()).toEqual(["1", s.a.socket.id].sort());
    expect(found.handshake.query.EIO).toBe("4");
    found.join("5");
    expect(s.a.socket.rooms.has("5")).toBe(true);
    found.leave("5");
    expect(s.a.socket.rooms.has("5")).toBe(false);
    s.a.client.on("q", (done: (n: number) => void) => done(1));
    expect(await found.timeout(1000).emitWithAck("q")).toBe(1);
    found.disconnect(true);
    expect(s.a.socket.connected).toBe(false);
  });
});
