import { afterAll, beforeAll } from "vitest";
import { describeFaults } from "../contract/faults.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const restart = () => ({ begin: () => redis.halt(), end: () => redis.start() });
/** Out of reach, with all its data when it returns. */
const pause = () => ({
  begin: async () => {
    for (const pid of redis.pids) process.kill(pid, "SIGSTOP");
  },
  end: async () => {
    for (const pid of redis.pids) process.kill(pid, "SIGCONT");
  },
});
const on = (driver: "redis" | "ioredis") => ({ driver, ports: redis.ports });

describeFaults("Redis Streams, restarted", async () => ({ adapter: "streams", redis: on("redis") }), {
  outage: restart,
});
describeFaults("Redis Streams, out of reach", async () => ({ adapter: "streams", redis: on("ioredis") }), {
  outage: pause,
  isKept: true,
});
