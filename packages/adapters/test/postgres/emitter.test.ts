import { afterAll, beforeAll } from "vitest";
import { describeEmitter } from "../contract/emitter.js";
import { type PostgresServer, startPostgres } from "../engines/postgres.mjs";

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const setup = async () => ({ adapter: "postgres" as const, postgres: { url: postgres.url } });

describeEmitter("Postgres", setup, "ours");
// The official emitter (0.1.1) does not name the namespace, without which the official adapter (0.5) passes over
// its messages.
describeEmitter("Postgres", setup, "stock", ["ours", "ours"]);
