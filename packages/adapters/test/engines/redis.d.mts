import type { Engine } from "./engine.mjs";

export interface RedisServer extends Engine {
  readonly ports: readonly number[];
  readonly pids: readonly number[];
  /** Ends it at once, as a crash would. */
  halt(): Promise<void>;
  /** Starts it again, on the same port and empty, after {@link halt}. */
  start(): Promise<void>;
}

export function startRedis(): Promise<RedisServer>;
export interface RedisSentinel extends Engine {
  /** Of the sentinel, which knows the masters as `main`. */
  readonly ports: readonly number[];
  killMaster(): Promise<void>;
  /** Resolves once the sentinel has made the replica master. */
  failover(): Promise<void>;
}

/** A master with a replica, and a sentinel that makes the replica master when the master is gone. */
export function startRedisSentinel(): Promise<RedisSentinel>;
/** Three masters without replicas. */
export function startRedisCluster(): Promise<Engine & Pick<RedisServer, "ports">>;
