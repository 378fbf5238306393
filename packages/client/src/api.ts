// What every entry exports; each adds its runtime and its transports.

export { Emitter } from "./emitter.js";
export { Engine } from "./engine/engine.js";
export type { EngineEvents, EngineState, WriteOptions } from "./engine/events.js";
export type { CloseDetails, Transport, TransportClass } from "./engine/transport.js";
export {
  WebSocketTransport,
  WebSocketTransport as NodeWebSocket,
  WebSocketTransport as WebSocket,
} from "./engine/websocket.js";
export {
  type ExtendedError,
  HandshakeRefusedError,
  type RefusedHandshake,
  TransportError,
} from "./errors.js";
export type {
  DecorateAcknowledgements,
  DefaultEventsMap,
  EventNames,
  EventParams,
  EventsMap,
} from "./events.js";
export { callable as connect, callable as default, callable as io } from "./io/callable.js";
export { type DisconnectDescription, Manager, type ManagerReservedEvents } from "./manager/manager.js";
export type { Parser, RawData } from "./manager/parser.js";
export {
  defaultEngineOptions,
  defaultManagerOptions,
  type EngineOptions,
  type ManagerOptions,
  type SocketIoVersion,
  type SocketOptions,
} from "./options.js";
export { protocol } from "./protocol.js";
export { type DisconnectReason, Socket, type SocketReservedEvents } from "./socket/socket.js";
