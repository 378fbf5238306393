// The script that sets the global `io`.
import "../browser.js";

export { callable as default } from "../io/callable.js";
