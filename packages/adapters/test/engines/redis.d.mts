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
/** Three masters without replicas. */
export function startRedisCluster(): Promise<Engine & Pick<RedisServer, "ports">>;
