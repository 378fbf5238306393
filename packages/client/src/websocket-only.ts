// The browser entry without polling: for servers and networks known to let WebSockets through.
import { useTransport } from "./engine/transports.js";
import { WebSocketTransport } from "./engine/websocket.js";
import { createJsonCodec } from "./manager/json-codec.js";
import { useCodec } from "./manager/parser.js";
import { browserRuntime } from "./runtime/browser.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(browserRuntime);
useCodec(createJsonCodec);
useTransport(WebSocketTransport);

export * from "./api.js";
export { io as default } from "./api.js";
