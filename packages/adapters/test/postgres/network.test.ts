import { afterAll, beforeAll } from "vitest";
import { describeNetwork } from "../contract/network.js";
import { type PostgresServer, startPostgres } from "../engines/postgres.mjs";

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describeNetwork(
  "Postgres",
  () => Number(new URL(postgres.url).port),
  (port) => ({ adapter: "postgres", postgres: { url: `postgres://postgres@127.0.0.1:${port}/postgres` } }),
);
