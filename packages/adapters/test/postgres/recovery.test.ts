import { afterAll, beforeAll } from "vitest";
import { describeRecovery } from "../contract/recovery.js";
import { type PostgresServer, startPostgres } from "../engines/postgres.mjs";

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describeRecovery("Postgres", async () => ({ adapter: "postgres", postgres: { url: postgres.url } }));
