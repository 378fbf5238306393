import { connectPostgres, connectRedis, duplicate } from "./backends.mjs";

const packages = {
  stock: {
    redis: () => import("@socket.io/redis-adapter"),
    streams: () => import("@socket.io/redis-streams-adapter"),
    postgres: () => import("@socket.io/postgres-adapter"),
    cluster: () => import("@socket.io/cluster-adapter"),
  },
  ours: {
    redis: () => import("@signalbox/adapters/redis"),
    streams: () => import("@signalbox/adapters/redis-streams"),
    postgres: () => import("@signalbox/adapters/postgres"),
    cluster: () => import("@signalbox/adapters/cluster"),
  },
};

/** The adapter factory that a node's configuration names. */
export async function makeAdapter({ make, adapter, redis, postgres, options }) {
  switch (adapter) {
    case "redis":
    case "sharded": {
      const { createAdapter, createShardedAdapter } = await packages[make].redis();
      const publisher = await connectRedis(redis);
      const subscriber = await duplicate(publisher);
      const create = adapter === "redis" ? createAdapter : createShardedAdapter;
      return create(publisher, subscriber, options);
    }
    case "streams": {
      const { createAdapter } = await packages[make].streams();
      return createAdapter(await connectRedis(redis), options);
    }
    case "postgres": {
      const { createAdapter } = await packages[make].postgres();
      return createAdapter(await connectPostgres(postgres), options);
    }
    case "cluster": {
      const { createAdapter } = await packages[make].cluster();
      return createAdapter(options);
    }
    default:
      throw new Error(`no adapter named ${adapter}`);
  }
}

/** The emitter that a node's configuration names: a process that speaks to the nodes without being one. */
export async function makeEmitter({ make, adapter, redis, postgres, options }) {
  if (adapter === "postgres") {
    const { Emitter } = await (make === "ours"
      ? packages.ours.postgres()
      : import("@socket.io/postgres-emitter"));
    return new Emitter(await connectPostgres(postgres), "/", options);
  }
  const client = await connectRedis(redis);
  if (adapter === "redis") {
    const { Emitter } = await (make === "ours" ? packages.ours.redis() : import("@socket.io/redis-emitter"));
    return new Emitter(client, options);
  }
  if (adapter === "streams" && make === "ours") {
    const { Emitter } = await packages.ours.streams();
    return new Emitter(client, options);
  }
  throw new Error(`no emitter for ${adapter}`);
}
