import { afterAll, beforeAll } from "vitest";
import { describeContract } from "../contract/suite.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describeContract("Redis Streams by the package redis", async () => ({
  adapter: "streams",
  redis: { driver: "redis", ports: redis.ports },
}));

describeContract(
  "Redis Streams by the package ioredis, sharded channels",
  async () => ({
    adapter: "streams",
    redis: { driver: "ioredis", ports: redis.ports },
    options: { streamName: "other", channelPrefix: "other", streamCount: 4, useShardedPubSub: true },
  }),
  { mixes: [["ours", "stock", "ours"]] },
);
