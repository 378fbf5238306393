import { browserRuntime } from "./runtime/browser.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(browserRuntime);

export * from "./api.js";
export { io as default } from "./api.js";
