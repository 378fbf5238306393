// The same without polling.
import "../websocket-only.js";

export { callable as default } from "../io/callable.js";
