import "./v2.js";
import * as api from "./api.js";
import { callable } from "./callable.js";
import { nodeRuntime } from "./runtime/node.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(nodeRuntime);

export * from "./api.js";
export { io as default } from "./api.js";

const required: typeof callable & typeof api = Object.assign(callable, api);

// What `require` gives (Node's documentation, "Loading ECMAScript modules using require()").
export { required as "module.exports" };
