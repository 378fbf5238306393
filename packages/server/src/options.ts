import { type AttachOptions, attachDefaults, type EngineOptions, engineDefaults } from "./engine/options.js";
import type { AdapterFactory } from "./socket/adapter/contract.js";
import type { PacketParser } from "./socket/connection/parser.js";
import { defaultParser } from "./socket/connection/parser.js";

export type { AttachOptions, BackpressureOptions, EngineOptions, NodeServer } from "./engine/options.js";

/** How long and how clients that were cut off may go on where they were. */
export interface ConnectionStateRecoveryOptions {
  /** How long sessions and packets are kept, in milliseconds. Default 120,000. */
  readonly maxDisconnectionDuration?: number;
  /** Whether a recovered socket skips the middlewares, which it has passed before. Default true. */
  readonly skipMiddlewares?: boolean;
}

export const recoveryDefaults: Required<ConnectionStateRecoveryOptions> = {
  maxDisconnectionDuration: 120_000,
  skipMiddlewares: true,
};

/** Options of the Socket.IO server, those of its Engine.IO server included. Times are in milliseconds. */
export interface ServerOptions extends EngineOptions, AttachOptions {
  /** Whether the browser client is served below the path. Default true. */
  readonly serveClient: boolean;
  /** Who knows the rooms. Default: in memory, for one server. */
  readonly adapter?: AdapterFactory | undefined;
  /** How packets are written. Clients need the same. Default: as the protocol says. */
  readonly parser: PacketParser;
  /** After how long a connection that has joined no namespace is closed. Default 45,000. */
  readonly connectTimeout: number;
  /** Default: off. It adds an argument to each event, which clients older than 4.6 hand to the listener. */
  readonly connectionStateRecovery?: ConnectionStateRecoveryOptions | undefined;
  /** Whether namespaces made on demand are removed when the last socket has left. Default false. */
  readonly cleanupEmptyChildNamespaces: boolean;
}

export const serverDefaults: ServerOptions = {
  ...engineDefaults,
  ...attachDefaults,
  path: "/socket.io",
  serveClient: true,
  parser: defaultParser,
  connectTimeout: 45_000,
  cleanupEmptyChildNamespaces: false,
};
