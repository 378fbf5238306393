import { afterEach, describe, expect, it } from "vitest";
import type { Socket } from "../../src/index.js";
import { Harness, next } from "../support/harness.js";
import { connectStock } from "../support/stock-clients.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

async function start(recovery = {}) {
  const { io, url } = await harness.start({ connectionStateRecovery: recovery });
  const connection = next<[Socket]>(io, "connection");
  const client = connectStock(harness, "4.8", url, {
    transports: ["websocket"],
    reconnection: true,
    reconnectionDelay: 5,
    reconnectionDelayMax: 10,
  });
  const received: unknown[] = [];
  client.on("n", (n: number) => received.push(n));
  const [[socket]] = await Promise.all([connection, next(client, "connect")]);
  return { io, client, socket, received };
}

describe("the private session id", () => {
  it("is on the socket for adapters, and only when clients can be recovered", async () => {
    const { socket } = await start();
    expect(socket._pid).toMatch(/^[\w-]{20}$/);
    expect(socket._pid).not.toBe(socket.id);
    const { io, url } = await harness.start();
    const connection = next<[Socket]>(io, "connection");
    connectStock(harness, "4.8", url, { transports: ["websocket"] });
    expect((await connection)[0]._pid).toBeUndefined();
  });
});

describe("a client that was cut off", () => {
  it("gets what it missed, once and in order, and is who it was", async () => {
    const { io, client, socket, received } = await start();
    socket.join("r");
    socket.data.name = "anna";
    const id = socket.id;
    const before = next(client, "n");
    socket.emit("n", 1);
    await before;
    const left = next(socket, "disconnect");
    client.io.engine.close();
    await left;
    io.emit("n", 2);
    io.to("elsewhere").emit("n", -1);
    io.to("r").emit("n", 3);
    io.except("r").emit("n", -2);
    io.to(id).emit("n", 4);
    const [again] = await next<[Socket]>(io, "connection");
    io.emit("n", 5);
    const last = next(client, "last");
    again.emit("last");
    await last;
    expect(received).toEqual([1, 2, 3, 4, 5]);
    expect([again.recovered, again.id, again.data]).toEqual([true, id, { name: "anna" }]);
    expect([...again.rooms].sort()).toEqual(["r", id].sort());
    expect((client as unknown as { recovered: boolean }).recovered).toBe(true);
  });

  it("skips the middlewares, unless they are to run again", async () => {
    for (const skipMiddlewares of [true, false]) {
      const { io, client, socket } = await start({ skipMiddlewares });
      let runs = 0;
      io.use((_socket, go) => {
        runs += 1;
        io.emit("n", "sent meanwhile");
        go();
      });
      const before = next(client, "n");
      socket.emit("n", 1);
      await before;
      const again = next<[Socket]>(io, "connection");
      const meanwhile = next(client, "n");
      client.io.engine.close();
      expect((await again)[0].recovered).toBe(true);
      expect(runs).toBe(skipMiddlewares ? 0 : 1);
      if (!skipMiddlewares) expect((await meanwhile)[0]).toBe("sent meanwhile");
      await harness.cleanup();
    }
  });

  it("begins anew when it comes too late", async () => {
    const { io, client, socket } = await start({ maxDisconnectionDuration: 1 });
    const before = next(client, "n");
    socket.emit("n", 1);
    await before;
    const again = next<[Socket]>(io, "connection");
    client.io.engine.close();
    expect((await again)[0].recovered).toBe(false);
  });

  it("begins anew after it left by itself", async () => {
    const { io, client, socket } = await start();
    const before = next(client, "n");
    socket.emit("n", 1);
    await before;
    const left = next(socket, "disconnect");
    client.disconnect();
    await left;
    const again = next<[Socket]>(io, "connection");
    client.connect();
    expect((await again)[0].recovered).toBe(false);
  });
});
