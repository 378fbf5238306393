import { ClusterAdapter } from "../nodes/cluster-adapter.js";
import { shortName } from "../nodes/ids.js";
import type { AdapterNamespace } from "../nodes/namespace.js";
import { engineOf, type RedisClient } from "./client.js";
import {
  type RedisAdapterOptions,
  redisDefaults,
  type ShardedRedisAdapterOptions,
  shardedDefaults,
} from "./options.js";
import { PubSubChannel } from "./pub-sub-channel.js";
import { ShardedChannel } from "./sharded-channel.js";

/**
 * An adapter over Redis publish/subscribe. Speaks with nodes that use `createAdapter` of
 * `@socket.io/redis-adapter`.
 *
 * @param publisher a connected client of the package `redis` or `ioredis`, of a single server, sentinels or a cluster
 * @param subscriber another one, for subscriptions alone: `publisher.duplicate()`
 * @throws UnsupportedClientError for anything else
 * @example new Server({ adapter: createAdapter(publisher, subscriber) })
 */
export function createAdapter(
  publisher: RedisClient,
  subscriber: RedisClient,
  options: Partial<RedisAdapterOptions> = {},
): (namespace: AdapterNamespace) => ClusterAdapter {
  const all = { ...redisDefaults, ...options };
  const publish = engineOf(publisher);
  const subscribe = engineOf(subscriber);
  return (namespace) =>
    new ClusterAdapter(namespace, {
      engine: "Redis",
      uid: shortName(),
      options: all,
      open: (listener) => new PubSubChannel(listener, publish, subscribe, all),
    });
}

/**
 * An adapter over Redis sharded publish/subscribe (Redis 7.0 and later). Speaks with nodes that use
 * `createShardedAdapter` of `@socket.io/redis-adapter`.
 *
 * @param publisher a connected client of the package `redis` or `ioredis`; an `ioredis` cluster needs its option `shardedSubscribers`
 * @param subscriber another one, for subscriptions alone: `publisher.duplicate()`
 * @throws UnsupportedClientError for anything else
 */
export function createShardedAdapter(
  publisher: RedisClient,
  subscriber: RedisClient,
  options: Partial<ShardedRedisAdapterOptions> = {},
): (namespace: AdapterNamespace) => ClusterAdapter {
  const all = { ...shardedDefaults, ...options };
  const publish = engineOf(publisher);
  const subscribe = engineOf(subscriber);
  return (namespace) =>
    new ClusterAdapter(namespace, {
      engine: "Redis",
      options: all,
      hasRoomChannels: all.subscriptionMode !== "static",
      open: (listener) => new ShardedChannel(listener, publish, subscribe, all),
    });
}
