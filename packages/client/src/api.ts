// What both entries export; index.ts and browser.ts add the runtime.

export { Emitter } from "./emitter.js";
export { Engine, type EngineEvents, type EngineState, type WriteOptions } from "./engine/engine.js";
export { PollingTransport } from "./engine/polling.js";
export type { CloseDetails, Transport, TransportClass } from "./engine/transport.js";
export { WebSocketTransport } from "./engine/websocket.js";
export { HandshakeRefusedError, type RefusedHandshake, TransportError } from "./errors.js";
export type {
  DecorateAcknowledgements,
  DefaultEventsMap,
  EventNames,
  EventParams,
  EventsMap,
} from "./events.js";
export { io } from "./io.js";
export { type DisconnectDescription, Manager, type ManagerReservedEvents } from "./manager.js";
export {
  defaultEngineOptions,
  defaultManagerOptions,
  type EngineOptions,
  type ManagerOptions,
  type SocketIoVersion,
  type SocketOptions,
} from "./options.js";
export type { Parser, RawData } from "./parser.js";
export { type DisconnectReason, type ExtendedError, Socket, type SocketReservedEvents } from "./socket.js";
