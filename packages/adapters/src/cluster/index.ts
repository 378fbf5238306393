export { AdapterError, EngineLostError, NotAWorkerError, RequestTimeoutError } from "../nodes/errors.js";
export { type NodeOptions, nodeDefaults, type RecoveryLimits } from "../nodes/options.js";
export { createAdapter } from "./create.js";
export { setupPrimary } from "./primary.js";
