import { afterAll, beforeAll } from "vitest";
import { describeEmitter } from "../contract/emitter.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const setup = async () => ({
  adapter: "redis" as const,
  redis: { driver: "ioredis" as const, ports: redis.ports },
});

describeEmitter("Redis", setup, "ours");
describeEmitter("Redis", setup, "stock");
