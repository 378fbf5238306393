// The browser entry without polling: for servers and networks known to let WebSockets through.
import { useTransport } from "./engine/transports.js";
import { WebSocketTransport } from "./engine/websocket.js";
import { browserRuntime } from "./runtime/browser.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(browserRuntime);
useTransport(WebSocketTransport);

export * from "./api.js";
export { io as default } from "./api.js";
