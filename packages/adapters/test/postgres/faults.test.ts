import { afterAll, beforeAll } from "vitest";
import { describeFaults } from "../contract/faults.js";
import { type PostgresServer, startPostgres } from "../engines/postgres.mjs";

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describeFaults("Postgres", async () => ({ adapter: "postgres", postgres: { url: postgres.url } }), {
  outage: () => ({ begin: () => postgres.halt(), end: () => postgres.start() }),
});
