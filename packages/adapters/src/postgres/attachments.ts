import { type PostgresPool, quoteTable } from "./client.js";

const UNDEFINED_TABLE = "42P01";

/** The table for what is too large for a notification, or has bytes in it. */
export class Attachments {
  readonly #pool: PostgresPool;
  readonly #table: string;

  constructor(pool: PostgresPool, tableName: string) {
    this.#pool = pool;
    this.#table = quoteTable(tableName);
  }

  /** @returns the ids, in the order of the payloads */
  async add(payloads: readonly Buffer[]): Promise<string[]> {
    const insert = () =>
      this.#pool.query(
        `INSERT INTO ${this.#table} (payload) SELECT payload FROM unnest($1::bytea[]) WITH ORDINALITY AS given (payload, place) ORDER BY place RETURNING id`,
        [payloads],
      );
    const { rows } = await insert().catch(async (error: unknown) => {
      if (!isUndefinedTable(error)) throw error;
      await this.#create();
      return insert();
    });
    return rows.map(({ id }) => String(id));
  }

  async get(id: string): Promise<Buffer | undefined> {
    const { rows } = await this.#pool.query(`SELECT payload FROM ${this.#table} WHERE id = $1`, [id]);
    const payload = rows[0]?.payload;
    return Buffer.isBuffer(payload) ? payload : undefined;
  }

  async deleteOld(ageMs: number): Promise<void> {
    try {
      await this.#pool.query(
        `DELETE FROM ${this.#table} WHERE created_at < now() - make_interval(secs => $1)`,
        [ageMs / 1000],
      );
    } catch (error) {
      // Nothing was too large yet.
      if (!isUndefinedTable(error)) throw error;
    }
  }

  async #create(): Promise<void> {
    await this.#pool.query(
      `CREATE TABLE IF NOT EXISTS ${this.#table} (id bigserial UNIQUE, created_at timestamptz DEFAULT now(), payload bytea)`,
    );
  }
}

function isUndefinedTable(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === UNDEFINED_TABLE;
}
