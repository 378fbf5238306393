import "./v2.js";
import { nodeRuntime } from "./runtime/node.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(nodeRuntime);

export * from "./api.js";
export { io as connect, io as default } from "./api.js";
