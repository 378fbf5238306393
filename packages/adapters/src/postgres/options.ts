import { type NodeOptions, nodeDefaults } from "../nodes/options.js";

/** Options of {@link createAdapter}. Times are in milliseconds. */
export interface PostgresAdapterOptions extends NodeOptions {
  /** What the names of the notification channels begin with. Default `socket.io`. */
  readonly channelPrefix: string;
  /** The table for messages that a notification cannot carry. It is made when it is not there. Default `socket_io_attachments`. */
  readonly tableName: string;
  /** From how many bytes on a message goes through the table. Postgres allows less than 8,000, the default. */
  readonly payloadThreshold: number;
  /** How often rows are deleted, and how old they are then. Default 30,000. */
  readonly cleanupInterval: number;
  /** Gets what could not be sent. Default: the adapter's event `error`, or a warning of the process where nobody listens. */
  readonly errorHandler?: ((error: Error) => void) | undefined;
}

export const postgresDefaults: PostgresAdapterOptions = {
  ...nodeDefaults,
  channelPrefix: "socket.io",
  tableName: "socket_io_attachments",
  payloadThreshold: 8000,
  cleanupInterval: 30_000,
};
