export {
  AdapterError,
  DecodeError,
  EncodeError,
  EngineLostError,
  RequestTimeoutError,
  UnsupportedClientError,
} from "../nodes/errors.js";
export type { NodeOptions, RecoveryLimits } from "../nodes/options.js";
export type { RedisClient } from "./client.js";
export { createAdapter, createShardedAdapter } from "./create.js";
export { Emitter, type EmitterOptions } from "./emitter.js";
export {
  type PayloadParser,
  type RedisAdapterOptions,
  redisDefaults,
  type ShardedRedisAdapterOptions,
  shardedDefaults,
} from "./options.js";
