/** The members of a pool of the package `pg` (8 or later) that are used. */
export interface PostgresPool {
  query(text: string, values?: unknown[]): Promise<QueryResult>;
  /** @param query with a name, by which a connection has it prepared */
  query(query: NamedQuery): Promise<QueryResult>;
  connect(): Promise<PostgresClient>;
}

export interface NamedQuery {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
  /** How long the answer is waited for, in milliseconds. */
  readonly query_timeout: number;
}

export interface QueryResult {
  readonly rows: readonly Record<string, unknown>[];
}

/** One connection of a pool. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<QueryResult>;
  on(event: "notification", listener: (notification: Notification) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  /** @param destroy whether the connection is closed instead of being given back */
  release(destroy?: boolean | Error): void;
}

export interface Notification {
  readonly channel: string;
  readonly payload?: string | undefined;
}

/** A name as SQL wants it, whatever characters it has. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table's name, with its schema's if it has one. */
export function quoteTable(name: string): string {
  return name.split(".").map(quoteIdentifier).join(".");
}
