export {
  AdapterError,
  EngineLostError,
  ForwardingFolderError,
  NotAttachedError,
  NotAWorkerError,
  RequestTimeoutError,
} from "../nodes/errors.js";
export { type NodeOptions, nodeDefaults, type RecoveryLimits } from "../nodes/options.js";
export { createAdapter } from "./create.js";
export { forwardSessions } from "./forwarding/forward-sessions.js";
export { type ForwardingOptions, forwardingDefaults } from "./forwarding/options.js";
export type { SessionEngine } from "./forwarding/session-engine.js";
export { setupPrimary } from "./primary.js";
