import { afterAll, beforeAll } from "vitest";
import { describeRecovery } from "../contract/recovery.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const on = (driver: "redis" | "ioredis") => ({ driver, ports: redis.ports });

describeRecovery("Redis", async () => ({ adapter: "redis", redis: on("redis") }));
describeRecovery("Redis sharded", async () => ({ adapter: "sharded", redis: on("ioredis") }));
