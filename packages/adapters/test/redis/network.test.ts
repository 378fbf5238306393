import { afterAll, beforeAll } from "vitest";
import { describeNetwork } from "../contract/network.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const enginePort = () => redis.ports[0] ?? 0;

describeNetwork("Redis", enginePort, (port) => ({
  adapter: "redis",
  redis: { driver: "redis", ports: [port] },
}));
describeNetwork("Redis sharded", enginePort, (port) => ({
  adapter: "sharded",
  redis: { driver: "ioredis", ports: [port] },
}));
