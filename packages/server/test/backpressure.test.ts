import { connect, type Socket as NetSocket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ServerOptions, Socket } from "../src/index.js";
import { Harness, next } from "./support/harness.js";
import { openSession, poll } from "./support/raw.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

const KIB = 1024;
const CHUNK = "x".repeat(64 * KIB);

/** A client that stops reading once it is in the main namespace. */
async function slowReader(options: Partial<ServerOptions>) {
  const { io, url } = await harness.start(options);
  const connection = next<[Socket]>(io, "connection");
  const { hostname, port } = new URL(url);
  const peer = connect(Number(port), hostname);
  harness.onCleanup(() => peer.destroy());
  peer.write(
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  await next(peer, "data");
  peer.pause();
  // "40" in a frame masked with zeros.
  peer.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]));
  const [socket] = await connection;
  return { io, peer, socket };
}

/** Sends until the kernel takes no more, then `bytes` more. */
async function overfill(socket: Socket, bytes: number): Promise<void> {
  while (socket.bufferedBytes === 0) {
    for (let n = 0; n < 16; n++) socket.emit("x", CHUNK);
    await new Promise(setImmediate);
  }
  const end = socket.bufferedBytes + bytes;
  while (socket.connected && socket.bufferedBytes < end) {
    socket.emit("x", CHUNK);
    await new Promise(setImmediate);
  }
}

function drain(peer: NetSocket): void {
  peer.on("data", () => {});
  peer.resume();
}

describe("a client that does not read", () => {
  it("is seen in bufferedBytes, and waited for with drained()", async () => {
    const { socket, peer } = await slowReader({});
    await overfill(socket, 256 * KIB);
    expect(socket.bufferedBytes).toBeGreaterThan(256 * KIB);
    const drained = socket.drained();
    drain(peer);
    await drained;
    expect(socket.bufferedBytes).toBe(0);
  });

  it("is disconnected at the limit, and its memory is given back", async () => {
    const maxBufferedBytes = 512 * KIB;
    const { socket, io } = await slowReader({ backpressure: { maxBufferedBytes, policy: "disconnect" } });
    const end = next<[string, Error]>(socket, "disconnect");
    let most = 0;
    while (socket.connected) {
      socket.emit("x", CHUNK);
      most = Math.max(most, socket.bufferedBytes);
      await new Promise(setImmediate);
    }
    const [reason, description] = await end;
    expect([reason, description.message]).toEqual(["transport error", "the client reads too slowly"]);
    expect(most).toBeLessThan(maxBufferedBytes * 1.5);
    expect(io.engine.clientsCount).toBe(0);
  });

  it("loses packets over the limit where that is the policy, and is told of none", async () => {
    const { socket } = await slowReader({ backpressure: { maxBufferedBytes: 512 * KIB, policy: "drop" } });
    const dropped = next(socket.conn, "dropped");
    let most = 0;
    let isDropped = false;
    void dropped.then(() => {
      isDropped = true;
    });
    while (!isDropped) {
      for (let n = 0; n < 4; n++) socket.emit("x", CHUNK);
      most = Math.max(most, socket.bufferedBytes);
      await new Promise(setImmediate);
    }
    expect(socket.connected).toBe(true);
    expect(most).toBeLessThan(1024 * KIB);
  });

  it("is the application's to judge", async () => {
    const asked: number[] = [];
    const { socket } = await slowReader({
      backpressure: {
        maxBufferedBytes: 256 * KIB,
        policy: (connection) => {
          expect(connection.id).toBe(socket.conn.id);
          asked.push(connection.bufferedBytes);
          return asked.length < 3;
        },
      },
    });
    while (asked.length < 5) {
      socket.emit("x", CHUNK);
      await new Promise(setImmediate);
    }
    expect(asked[0]).toBeGreaterThan(256 * KIB);
    // Two were let through, the others were not.
    expect(asked[4]).toBe(asked[2]);
  });

  it("gets no volatile packets", async () => {
    const { socket } = await slowReader({});
    await overfill(socket, 0);
    const before = socket.bufferedBytes;
    socket.volatile.emit("x", CHUNK);
    socket.nsp.volatile.emit("x", CHUNK);
    expect(socket.bufferedBytes).toBe(before);
  });
});

describe("a client that does not poll", () => {
  it("is held to the same limit", async () => {
    const { io, url } = await harness.start({
      backpressure: { maxBufferedBytes: 100 * KIB, policy: "disconnect" },
    });
    const sid = await openSession(url);
    const connection = next<[Socket]>(io, "connection");
    await poll(url, `EIO=4&transport=polling&sid=${sid}`, { method: "POST", body: "40" });
    const [socket] = await connection;
    for (let n = 0; n < 10 && socket.connected; n++) socket.emit("x", CHUNK);
    expect(socket.connected).toBe(false);
    expect(io.engine.clientsCount).toBe(0);
  });
});
