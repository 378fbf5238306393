import "./v2.js";
import { callable } from "./callable.js";
import { nodeRuntime } from "./runtime/node.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(nodeRuntime);

export * from "./api.js";
export { io as default } from "./api.js";
// What `require` gives (Node's documentation, "Loading ECMAScript modules using require()").
export { callable as "module.exports" };
