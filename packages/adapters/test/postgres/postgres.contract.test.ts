import { afterAll, beforeAll } from "vitest";
import { describeContract } from "../contract/suite.js";
import { type PostgresServer, startPostgres } from "../engines/postgres.mjs";

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

// The official adapter sends by a pool of connections, and fetches large messages one by one.
describeContract("Postgres", async () => ({ adapter: "postgres", postgres: { url: postgres.url } }), {
  stockOrder: "none",
});
