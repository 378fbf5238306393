export { commonJs as "module.exports" } from "./commonjs.js";
export { AttachError, UnsupportedError } from "./errors.js";
export {
  type ConnectionStateRecoveryOptions,
  type ServerOptions,
  serverDefaults,
} from "./options.js";
export { Adapter, type AdapterNamespace, type AdapterSocket } from "./socket/adapter/adapter.js";
export type {
  AdapterContract,
  AdapterFactory,
  BroadcastFlags,
  BroadcastOptions,
  PrivateSessionId,
  RestoredSession,
  Room,
  SessionToPersist,
  SocketId,
} from "./socket/adapter/contract.js";
export type { AckTimeoutError } from "./socket/broadcast/broadcast-acks.js";
export { BroadcastOperator } from "./socket/broadcast/broadcast-operator.js";
export { RemoteSocket } from "./socket/broadcast/remote-socket.js";
export type { Packet } from "./socket/connection/parser.js";
export type { DefaultEventsMap, EventsMap } from "./socket/events/typed-events.js";
export type { Handshake } from "./socket/handshake.js";
export type { ExtendedError } from "./socket/namespaces/middlewares.js";
export { Namespace } from "./socket/namespaces/namespace.js";
export type { DisconnectReason } from "./socket/reasons.js";
export { Server } from "./socket/server.js";
export { type Event, Socket } from "./socket/socket.js";
