/** What joins the nodes. Redis Streams keeps sessions and messages, so even a killed node's clients go on. */
export async function makeAdapter({ redis, postgres }) {
  if (postgres !== undefined) {
    const { createAdapter } = await import("@signalbox/adapters/postgres");
    const { default: pg } = await import("pg");
    const pool = new pg.Pool({ connectionString: postgres });
    pool.on("error", (error) => console.error(`Postgres: ${error.message}`));
    return createAdapter(pool);
  }
  const { createAdapter } = await import("@signalbox/adapters/redis-streams");
  const { createClient } = await import("redis");
  const client = createClient({ url: redis });
  client.on("error", (error) => console.error(`Redis: ${error.message}`));
  await client.connect();
  return createAdapter(client);
}
