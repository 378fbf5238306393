// The script that sets the global `io`.
import { callable } from "./callable.js";
import { browserRuntime } from "./runtime/browser.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(browserRuntime);

export default callable;
