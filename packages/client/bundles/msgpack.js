// The drop-in for servers that have `socket.io-msgpack-parser`: MessagePack in place of JSON. It is no
// part of the package, which does not depend on that parser.
import parser from "socket.io-msgpack-parser";
import { PollingTransport } from "../dist/engine/polling.js";
import { useTransport } from "../dist/engine/transports.js";
import { WebSocketTransport } from "../dist/engine/websocket.js";
import { codecOf, useCodec } from "../dist/manager/parser.js";
import { browserRuntime } from "../dist/runtime/browser.js";
import { sendByFetch } from "../dist/runtime/fetch.js";
import { useHttp } from "../dist/runtime/http.js";
import { useRuntime } from "../dist/runtime/runtime.js";

useRuntime(browserRuntime);
useCodec(() => codecOf(parser));
useHttp(sendByFetch);
useTransport(WebSocketTransport);
useTransport(PollingTransport);

export { callable as default } from "../dist/io/callable.js";
