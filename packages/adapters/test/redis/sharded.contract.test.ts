import { afterAll, beforeAll } from "vitest";
import { describeContract } from "../contract/suite.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const setup = (subscriptionMode: string) => async () => ({
  adapter: "sharded" as const,
  redis: { driver: "redis" as const, ports: redis.ports },
  options: { subscriptionMode, channelPrefix: subscriptionMode },
});

describeContract("Redis sharded, dynamic", setup("dynamic"));
for (const mode of ["static", "dynamic-private"]) {
  describeContract(`Redis sharded, ${mode}`, setup(mode), { mixes: [["ours", "stock", "ours"]] });
}
