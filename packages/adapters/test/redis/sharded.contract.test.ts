import { afterAll, beforeAll } from "vitest";
import { describeContract } from "../contract/suite.js";
import { type RedisServer, startRedis } from "../support/engines.js";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

for (const subscriptionMode of ["static", "dynamic", "dynamic-private"]) {
  describeContract(`Redis sharded, ${subscriptionMode}`, async () => ({
    adapter: "sharded",
    redis: { driver: "redis", ports: redis.ports },
    options: { subscriptionMode, channelPrefix: subscriptionMode },
  }));
}
