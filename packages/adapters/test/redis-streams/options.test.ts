import { createClient } from "redis";
import { io as connectTo } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createAdapter, type RedisStreamsAdapterOptions } from "../../src/redis-streams/index.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";
import { eventually } from "../support/nodes.js";
import { startServer } from "../support/server.js";

const connectRedis = () => createClient({ url: `redis://127.0.0.1:${server.ports[0]}` }).connect();

let server: RedisServer;
let redis: Awaited<ReturnType<typeof connectRedis>>;
beforeAll(async () => {
  server = await startRedis();
  redis = await connectRedis();
});
afterAll(async () => {
  redis.destroy();
  await server.stop();
});
afterEach(() => redis.flushAll());

/** Runs a node with these options. */
async function withNode(
  options: Partial<RedisStreamsAdapterOptions>,
  use: (node: Awaited<ReturnType<typeof startServer>>) => Promise<void>,
): Promise<void> {
  const client = await connectRedis();
  const connectionStateRecovery = { maxDisconnectionDuration: 60_000 };
  const node = await startServer({ adapter: createAdapter(client, options), connectionStateRecovery });
  try {
    await use(node);
  } finally {
    await node.io.close();
    client.destroy();
  }
}

it("streamCount: namespaces are spread over so many streams", async () => {
  await withNode({ streamCount: 5 }, async ({ io }) => {
    io.emit("news");
    io.of("/admin").emit("news");
    await eventually(
      async () => (await redis.keys("socket.io-*")).sort(),
      (keys) => keys.join() === "socket.io-2,socket.io-3",
    );
  });
});

it("maxLen: a stream keeps about so many messages", async () => {
  await withNode({ maxLen: 100 }, async ({ io }) => {
    for (let n = 0; n < 1000; n++) io.emit("news", n);
    const last = async () => (await redis.xRevRange("socket.io", "+", "-", { COUNT: 1 }))?.[0]?.message.data;
    await eventually(last, (data) => data?.includes('"data":["news",999]') === true);
    expect(await redis.xLen("socket.io")).toBeLessThan(300);
  });
});

it("readCount, blockTimeInMs: so many messages are read at once, and waited for so long", async () => {
  const commands: string[] = [];
  const monitor = await connectRedis();
  await monitor.monitor((command) => commands.push(String(command)));
  await withNode({ readCount: 7, blockTimeInMs: 123 }, async () => {
    await eventually(
      () => commands,
      () => commands.some((command) => command.includes('"XREAD" "COUNT" "7" "BLOCK" "123"')),
    );
  });
  monitor.destroy();
});

it("sessionKeyPrefix, sessionSaveInterval: sessions are saved under such keys while clients are there", async () => {
  await withNode({ sessionKeyPrefix: "session of ", sessionSaveInterval: 20 }, async ({ port }) => {
    const client = connectTo(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true });
    await eventually(
      () => redis.keys("session of *"),
      ({ length }) => length === 1,
    );
    client.disconnect();
  });
});

it("onlyPlaintext: bytes are not looked for", async () => {
  for (const onlyPlaintext of [false, true]) {
    await withNode({ onlyPlaintext, streamName: `plain ${onlyPlaintext}` }, async ({ io }) => {
      io.emit("bytes", Buffer.from([1, 2, 3]));
      const entries = await eventually(
        async () => (await redis.xRange(`plain ${onlyPlaintext}`, "-", "+")) ?? [],
        ({ length }) => length === 1,
      );
      expect(entries[0]?.message.data?.startsWith("{")).toBe(onlyPlaintext);
    });
  }
});
