import { afterAll, beforeAll } from "vitest";
import { describeFaults } from "../contract/faults.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const outage = () => ({ begin: () => redis.halt(), end: () => redis.start() });
const on = (driver: "redis" | "ioredis") => ({ driver, ports: redis.ports });

describeFaults("Redis", async () => ({ adapter: "redis", redis: on("redis") }), { outage });
describeFaults("Redis by ioredis", async () => ({ adapter: "redis", redis: on("ioredis") }), { outage });
describeFaults("Redis sharded", async () => ({ adapter: "sharded", redis: on("redis") }), { outage });
