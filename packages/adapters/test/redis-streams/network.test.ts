import { afterAll, beforeAll } from "vitest";
import { describeNetwork } from "../contract/network.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const enginePort = () => redis.ports[0] ?? 0;

describeNetwork("Redis Streams", enginePort, (port) => ({
  adapter: "streams",
  redis: { driver: "redis", ports: [port] },
}));
