import { PollingTransport } from "./engine/polling.js";
import { useTransport } from "./engine/transports.js";
import { WebSocketTransport } from "./engine/websocket.js";
import { createJsonCodec } from "./manager/json-codec.js";
import { useCodec } from "./manager/parser.js";
import { browserRuntime } from "./runtime/browser.js";
import { sendByFetch } from "./runtime/fetch.js";
import { useHttp } from "./runtime/http.js";
import { useRuntime } from "./runtime/runtime.js";

useRuntime(browserRuntime);
useCodec(createJsonCodec);
useHttp(sendByFetch);
useTransport(WebSocketTransport);
useTransport(PollingTransport);

export * from "./api.js";
export { io as default } from "./api.js";
export * from "./polling-names.js";
