import { UnsupportedClientError } from "../nodes/errors.js";
import { type IoredisClient, IoredisEngine } from "./ioredis.js";
import { type NodeRedisClient, NodeRedisEngine } from "./node-redis.js";

export type Payload = string | Buffer;
export type OnPayload = (payload: Buffer, channel: string) => void;

/** What the adapters need of Redis, whichever package and topology it comes by. */
export interface RedisEngine {
  readonly isCluster: boolean;
  publish(channel: string, payload: Payload): Promise<unknown>;
  /** Runs a script (text, number of keys, arguments) where {@link publish} would publish. */
  publishByScript(args: readonly Payload[]): Promise<unknown>;
  subscribe(channels: readonly string[], onPayload: OnPayload): Promise<void>;
  unsubscribe(channels: readonly string[]): Promise<void>;
  subscribePattern(pattern: string, onPayload: OnPayload): Promise<void>;
  unsubscribePattern(pattern: string): Promise<void>;
  /** How many clients are subscribed to each of the channels. */
  countSubscribers(channels: readonly string[]): Promise<number[]>;

  // Sharded, Redis 7.0 and later: a channel belongs to one shard of a cluster.
  publishSharded(channel: string, payload: Payload): Promise<unknown>;
  subscribeSharded(channel: string, onPayload: OnPayload): Promise<void>;
  unsubscribeSharded(channel: string): Promise<void>;
  countShardedSubscribers(channels: readonly string[]): Promise<number[]>;

  /**
   * Sends a command and gives its answer as it is.
   *
   * @param key what tells the shard of a cluster
   */
  command(key: string, isReadonly: boolean, args: readonly Payload[]): Promise<unknown>;
  /** Opens another connection of the same kind. */
  duplicate(): Promise<RedisConnection>;

  /** Watches the connection. @returns stops watching */
  watch(watcher: ConnectionWatcher): () => void;
}

/** A connection that the adapter opened, and has to close. */
export interface RedisConnection {
  readonly engine: RedisEngine;
  close(): void;
}

export interface ConnectionWatcher {
  onLost(reason: Error): void;
  onBack(): void;
}

/** A client of the package `redis` (4.6 or later) or `ioredis` (5 or later): single, sentinel or cluster. */
export type RedisClient = NodeRedisClient | IoredisClient;

export function engineOf(client: RedisClient): RedisEngine {
  if (isNodeRedis(client)) return new NodeRedisEngine(client);
  if (isIoredis(client)) return new IoredisEngine(client);
  throw new UnsupportedClientError("a client of the package redis (4.6 or later) or ioredis (5 or later)");
}

export function isNodeRedis(client: RedisClient): client is NodeRedisClient {
  return client !== null && typeof client === "object" && "pSubscribe" in client;
}

export function isIoredis(client: RedisClient): client is IoredisClient {
  return client !== null && typeof client === "object" && "psubscribe" in client;
}
