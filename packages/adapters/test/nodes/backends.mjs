/** Clients of the engines, as a user of the adapters would make them. */

/**
 * One Redis client. `driver` is the package; several `ports` mean a Redis Cluster, `sentinel` the name of
 * the masters that a sentinel on the only port knows.
 * @param {{ driver: "redis" | "ioredis", ports: number[], sentinel?: string }} redis
 */
export async function connectRedis({ driver, ports, sentinel }) {
  // A test reads the state of a node; an engine that is gone is part of the test, not a failure of it.
  const quiet = (client) => client.on("error", () => {});
  if (driver === "ioredis") {
    const { Redis, Cluster } = await import("ioredis");
    if (sentinel !== undefined) {
      const sentinels = [{ host: "127.0.0.1", port: ports[0] }];
      return quiet(new Redis({ sentinels, name: sentinel, maxRetriesPerRequest: null }));
    }
    if (ports.length === 1) return quiet(new Redis(ports[0], "127.0.0.1", { maxRetriesPerRequest: null }));
    const nodes = ports.map((port) => ({ host: "127.0.0.1", port }));
    return quiet(new Cluster(nodes, { shardedSubscribers: true }));
  }
  const { createClient, createCluster, createSentinel } = await import("redis");
  const makeClient = () => {
    if (sentinel !== undefined)
      return createSentinel({ name: sentinel, sentinelRootNodes: [{ host: "127.0.0.1", port: ports[0] }] });
    if (ports.length === 1) return createClient({ url: `redis://127.0.0.1:${ports[0]}` });
    return createCluster({ rootNodes: ports.map((port) => ({ url: `redis://127.0.0.1:${port}` })) });
  };
  const client = makeClient();
  quiet(client);
  await client.connect();
  return client;
}

/** A second client of the same kind, connected. */
export async function duplicate(client) {
  const twin = client.duplicate();
  twin.on("error", () => {});
  if (!("status" in twin)) await twin.connect();
  return twin;
}

/** @param {{ url: string }} postgres */
export async function connectPostgres({ url }) {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: url });
  pool.on("error", () => {});
  return pool;
}
