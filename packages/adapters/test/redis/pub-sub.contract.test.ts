import { afterAll, beforeAll } from "vitest";
import { describeContract } from "../contract/suite.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describeContract("Redis by the package redis", async () => ({
  adapter: "redis",
  redis: { driver: "redis", ports: redis.ports },
}));

describeContract(
  "Redis by the package ioredis",
  async () => ({
    adapter: "redis",
    redis: { driver: "ioredis", ports: redis.ports },
    options: { key: "other", publishOnSpecificResponseChannel: true },
  }),
  { mixes: [["ours", "stock", "ours"]] },
);
