import { afterAll, beforeAll } from "vitest";
import { describeRecovery } from "../contract/recovery.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const setup = (driver: "redis" | "ioredis") => async () => ({
  adapter: "streams" as const,
  redis: { driver, ports: redis.ports },
});

describeRecovery("Redis Streams", setup("redis"));
// Sessions and packets are where official nodes keep them.
describeRecovery("Redis Streams", setup("ioredis"), ["ours", "stock", "ours"]);
