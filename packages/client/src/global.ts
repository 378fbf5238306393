// The script that sets the global `io`.
import "./browser.js";

export { callable as default } from "./callable.js";
