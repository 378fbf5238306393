import * as extension from "./extension.js";
import type { ClientOptions } from "./options.js";
import { WebSocketServer } from "./server/server.js";
import { createWebSocketStream } from "./stream.js";
import * as subprotocol from "./subprotocol.js";
import { WebSocket } from "./websocket.js";

const parts = {
  createWebSocketStream,
  extension,
  Server: WebSocketServer,
  subprotocol,
  WebSocket,
  WebSocketServer,
};
for (const [name, value] of Object.entries(parts)) {
  Object.defineProperty(WebSocket, name, { value, enumerable: true, configurable: true, writable: true });
}

// Further names that programs take from the types of ws.
export type { AddressInfo } from "node:net";
export { ProtocolRangeError, WebSocketError, type WebSocketErrorCode } from "./errors.js";
export {
  CloseEvent,
  ErrorEvent,
  Event,
  type EventListenerOptions,
  MessageEvent,
  type WebSocketEventMap,
} from "./events/event-target.js";
export type { Data, RawData, WebSocketEvents } from "./events/websocket-events.js";
export {
  type BufferFullPolicy,
  type ClientOptions,
  type ConnectionOptions,
  clientDefaults,
  connectionDefaults,
  type PerMessageDeflateOptions,
  type ServerOptions,
  type VerifyClientCallbackAsync,
  type VerifyClientCallbackSync,
} from "./options.js";
export type { MessageOptions } from "./sending/message-options.js";
export { type PreparedMessage, prepareMessage } from "./sending/prepared-message.js";
export type { SendData } from "./sending/send-data.js";
export type { WebSocketServerEvents } from "./server/server-events.js";
// What `require` gives: the class itself, with the rest as properties of it.
export {
  createWebSocketStream,
  extension,
  subprotocol,
  WebSocket,
  WebSocket as default,
  WebSocket as "module.exports",
  WebSocketServer,
};
export type CertMeta = string | string[] | Buffer | Buffer[];
export type FinishRequestCallback = NonNullable<ClientOptions["finishRequest"]>;
