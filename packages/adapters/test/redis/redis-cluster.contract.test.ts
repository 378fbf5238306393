import { afterAll, beforeAll } from "vitest";
import { describeContract } from "../contract/suite.js";
import { startRedisCluster } from "../engines/redis.mjs";
import type { AdapterName } from "../support/nodes.js";

let redis: Awaited<ReturnType<typeof startRedisCluster>>;
beforeAll(async () => {
  redis = await startRedisCluster();
});
afterAll(() => redis.stop());

const adapters: readonly AdapterName[] = ["redis", "sharded", "streams"];
for (const driver of ["redis", "ioredis"] as const) {
  for (const adapter of adapters) {
    // The official sharded adapter does not work with a cluster by ioredis.
    const isStockAble = !(adapter === "sharded" && driver === "ioredis");
    describeContract(
      `Redis Cluster by the package ${driver}, adapter ${adapter}`,
      async () => ({
        adapter,
        redis: { driver, ports: redis.ports },
        options: { key: driver, channelPrefix: driver, streamName: driver },
      }),
      {
        mixes: [isStockAble ? ["ours", "stock", "ours"] : ["ours", "ours", "ours"]],
        // The official adapter publishes by any node of the cluster.
        stockOrder: adapter === "redis" ? "received" : "all",
      },
    );
  }
}
