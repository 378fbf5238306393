import { ClusterAdapter } from "../nodes/cluster-adapter.js";
import type { AdapterNamespace } from "../nodes/namespace.js";
import type { PostgresPool } from "./client.js";
import { NotifyChannel } from "./notify-channel.js";
import { type PostgresAdapterOptions, postgresDefaults } from "./options.js";
import { Postgres } from "./postgres.js";

/**
 * An adapter over Postgres LISTEN and NOTIFY. Speaks with nodes that use `@socket.io/postgres-adapter`.
 *
 * @param pool a pool of the package `pg`; one of its connections listens as long as there are namespaces
 * @example new Server({ adapter: createAdapter(new Pool({ connectionString })) })
 */
export function createAdapter(
  pool: PostgresPool,
  options: Partial<PostgresAdapterOptions> = {},
): (namespace: AdapterNamespace) => ClusterAdapter {
  const all = { ...postgresDefaults, ...options };
  const postgres = new Postgres(pool, all);
  return (namespace) =>
    new ClusterAdapter(namespace, {
      engine: "Postgres",
      options: all,
      open: (listener) => new NotifyChannel(listener, postgres, all),
    });
}
