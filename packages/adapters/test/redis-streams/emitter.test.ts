import { afterAll, beforeAll } from "vitest";
import { describeEmitter } from "../contract/emitter.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describeEmitter(
  "Redis Streams",
  async () => ({ adapter: "streams", redis: { driver: "redis", ports: redis.ports } }),
  "ours",
);
