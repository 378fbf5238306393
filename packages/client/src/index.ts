import "./tap.js";
import "./v2.js";
import * as api from "./api.js";
import { PollingTransport } from "./engine/polling.js";
import { useTransport } from "./engine/transports.js";
import { WebSocketTransport } from "./engine/websocket.js";
import { callable } from "./io/callable.js";
import { createJsonCodec } from "./manager/json-codec.js";
import { useCodec } from "./manager/parser.js";
import * as polling from "./polling-names.js";
import { useHttp } from "./runtime/http.js";
import { nodeRuntime } from "./runtime/node.js";
import { sendByNode } from "./runtime/node-http.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(nodeRuntime);
useCodec(createJsonCodec);
useHttp(sendByNode);
useTransport(WebSocketTransport);
useTransport(PollingTransport);

export * from "./api.js";
export { io as default } from "./api.js";
export * from "./polling-names.js";

const required: typeof callable & typeof api & typeof polling = Object.assign(callable, api, polling);

// What `require` gives (Node's documentation, "Loading ECMAScript modules using require()").
export { required as "module.exports" };
