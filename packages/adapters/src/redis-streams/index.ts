export {
  AdapterError,
  DecodeError,
  EncodeError,
  EngineLostError,
  RequestTimeoutError,
  UnsupportedClientError,
} from "../nodes/errors.js";
export type { NodeOptions } from "../nodes/options.js";
export type { RedisClient } from "../redis/client.js";
export { createAdapter } from "./create.js";
export { Emitter, type EmitterOptions } from "./emitter.js";
export { type RedisStreamsAdapterOptions, redisStreamsDefaults } from "./options.js";
