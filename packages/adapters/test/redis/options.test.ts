import { createClient } from "redis";
import { io as connectTo } from "socket.io-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAdapter } from "../../src/redis/index.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";
import { eventually, startNodes } from "../support/nodes.js";
import { startServer } from "../support/server.js";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

it("parser: broadcasts are written and read as the user wants it", async () => {
  const connect = () => createClient({ url: `redis://127.0.0.1:${redis.ports[0]}` }).connect();
  const clients = await Promise.all([connect(), connect(), connect()]);
  const [publisher, subscriber, listener] = clients;
  const parser = {
    encode: (value: unknown) => JSON.stringify(value),
    decode: (payload: Buffer): unknown => JSON.parse(payload.toString()),
  };
  const { io, port } = await startServer({ adapter: createAdapter(publisher, subscriber, { parser }) });
  const client = connectTo(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true });
  const seen: string[] = [];
  await listener.pSubscribe("socket.io#/#*", (payload) => seen.push(payload));
  try {
    await new Promise<void>((resolve) => client.once("connect", resolve));
    io.emit("news", { n: 1 });
    await eventually(
      () => seen,
      ({ length }) => length === 1,
    );
    const [, packet, receivers] = JSON.parse(seen[0] ?? "");
    expect(packet).toEqual({ type: 2, data: ["news", { n: 1 }], nsp: "/" });
    expect(receivers).toEqual({ rooms: [], except: [], flags: {} });

    const news = new Promise((resolve) => client.once("from elsewhere", resolve));
    const message = ["another", { type: 2, data: ["from elsewhere", "x"], nsp: "/" }, receivers];
    await listener.publish("socket.io#/#", JSON.stringify(message));
    expect(await news).toBe("x");
  } finally {
    client.disconnect();
    await io.close();
    for (const one of clients) one.destroy();
  }
});

it("requestsTimeout: an answer is waited for so long", async () => {
  const nodes = await startNodes(
    { adapter: "redis", redis: { driver: "redis", ports: redis.ports }, options: { requestsTimeout: 200 } },
    ["ours", "stock"],
  );
  const [ours, stock] = nodes.all;
  try {
    await eventually(
      () => ours?.order<number>("serverCount"),
      (count) => count === 2,
    );
    process.kill(stock?.pid ?? 0, "SIGSTOP");
    await expect(ours?.order("fetchSockets")).rejects.toThrow(
      "timeout reached: only 0 responses received out of 1",
    );
  } finally {
    process.kill(stock?.pid ?? 0, "SIGCONT");
    await nodes.stop();
  }
});
