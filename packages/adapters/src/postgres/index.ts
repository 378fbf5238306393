export {
  AdapterError,
  DecodeError,
  EncodeError,
  EngineLostError,
  RequestTimeoutError,
} from "../nodes/errors.js";
export type { NodeOptions, RecoveryLimits } from "../nodes/options.js";
export type { PostgresClient, PostgresPool } from "./client.js";
export { createAdapter } from "./create.js";
export { Emitter, type EmitterOptions } from "./emitter.js";
export { type PostgresAdapterOptions, postgresDefaults } from "./options.js";
export { setupPrimary } from "./primary.js";
