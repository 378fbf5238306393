import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisSentinel, startRedisSentinel } from "../engines/redis.mjs";
import { connectClient, settle, type TestClient } from "../support/clients.js";
import { type AdapterName, eventually, type Nodes, startNodes } from "../support/nodes.js";

describe.each<[AdapterName, "redis" | "ioredis"]>([
  ["redis", "redis"],
  ["redis", "ioredis"],
  ["sharded", "ioredis"],
  ["streams", "redis"],
  ["streams", "ioredis"],
])("%s by the package %s, when a sentinel makes another server master", (adapter, driver) => {
  let sentinel: RedisSentinel;
  let nodes: Nodes;
  let clients: TestClient[];

  beforeEach(async () => {
    sentinel = await startRedisSentinel();
    const redis = { driver, ports: sentinel.ports, sentinel: "main" };
    const options = { heartbeatInterval: 200, heartbeatTimeout: 1000, requestsTimeout: 2000 };
    nodes = await startNodes({ adapter, redis, options }, ["ours", "ours"]);
    clients = await Promise.all(nodes.all.map((node) => connectClient(node, `client of ${node.name}`)));
    await settle(nodes.all, clients);
    for (const node of nodes.all) await node.order("heard");
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await nodes.stop();
    await sentinel.stop();
  });

  it("goes on with the new master, and says so", async () => {
    await sentinel.killMaster();
    for (const [index, node] of nodes.all.entries()) {
      await node.order("emit", { args: ["alone", index] });
      expect(await clients[index]?.event("alone")).toEqual(["alone", index]);
    }
    await sentinel.failover();
    for (const [index, node] of nodes.all.entries()) {
      await eventually(
        () => node.order("emit", { args: [`again ${index}`] }),
        () => clients.every(({ received }) => received.some(([event]) => event === `again ${index}`)),
        30_000,
      );
      await eventually(
        () => node.order<number>("serverCount"),
        (count) => count === 2,
      );
      expect(await node.order("fetchSockets")).toHaveLength(2);
      const heard = await node.order<{ event: string; nsp: string }[]>("heard");
      const events = heard.filter(({ nsp }) => nsp === "/").map(({ event }) => event);
      expect(events.filter((event) => event.startsWith("engine-")).slice(0, 2)).toEqual([
        "engine-lost",
        "engine-back",
      ]);
    }
  }, 90_000);
});
