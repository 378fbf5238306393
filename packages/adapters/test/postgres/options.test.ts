import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAdapter, type PostgresAdapterOptions } from "../../src/postgres/index.js";
import { type PostgresServer, startPostgres } from "../engines/postgres.mjs";
import { eventually } from "../support/nodes.js";
import { startServer } from "../support/server.js";

let postgres: PostgresServer;
let database: pg.Pool;
beforeAll(async () => {
  postgres = await startPostgres();
  database = new pg.Pool({ connectionString: postgres.url });
});
afterAll(async () => {
  await database.end();
  await postgres.stop();
});

/** Runs a node with these options. */
async function withNode(
  options: Partial<PostgresAdapterOptions>,
  use: (io: Awaited<ReturnType<typeof startServer>>["io"]) => Promise<void>,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: postgres.url });
  const { io } = await startServer({ adapter: createAdapter(pool, options) });
  try {
    await use(io);
  } finally {
    await io.close();
    await pool.end();
  }
}

async function rowsOf(table: string): Promise<number> {
  const { rows } = await database.query("SELECT to_regclass($1) AS found", [table]);
  if (rows[0].found === null) return 0;
  return Number((await database.query(`SELECT count(*) FROM ${table}`)).rows[0].count);
}

it("tableName: large messages go through that table", async () => {
  await withNode({ tableName: "large_messages" }, async (io) => {
    io.emit("large", "x".repeat(10_000));
    await eventually(
      () => rowsOf("large_messages"),
      (count) => count === 1,
    );
  });
});

it("payloadThreshold: from so many bytes on", async () => {
  await withNode({ tableName: "threshold", payloadThreshold: 300 }, async (io) => {
    io.emit("small", "x".repeat(10));
    io.emit("large", "x".repeat(300));
    await eventually(
      () => rowsOf("threshold"),
      (count) => count === 1,
    );
  });
});

it("cleanupInterval: rows are deleted when they are so old", async () => {
  await withNode({ tableName: "short_lived", cleanupInterval: 500 }, async (io) => {
    io.emit("large", "x".repeat(10_000));
    await eventually(
      () => rowsOf("short_lived"),
      (count) => count === 1,
    );
    await eventually(
      () => rowsOf("short_lived"),
      (count) => count === 0,
    );
  });
});

it("errorHandler: gets what could not be sent", async () => {
  const errors: Error[] = [];
  const errorHandler = (error: Error) => void errors.push(error);
  await withNode({ tableName: "no_such_schema.messages", errorHandler }, async (io) => {
    io.emit("large", "x".repeat(10_000));
    await eventually(
      () => errors,
      ({ length }) => length === 1,
    );
    expect(errors[0]?.message).toContain('schema "no_such_schema" does not exist');
  });
});
