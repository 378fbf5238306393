import type { Engine } from "./engine.mjs";

export interface PostgresServer extends Engine {
  readonly url: string;
  /** Starts it again, on the same port and data, after {@link halt}. */
  start(): Promise<void>;
  /** Ends it at once, as a crash would. */
  halt(): Promise<void>;
}

export function startPostgres(): Promise<PostgresServer>;
