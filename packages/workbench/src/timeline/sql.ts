/**
 * All that the timeline knows of its SQL package. `node:sqlite` offers the same verbs from Node 22.13 on
 * and can take libsql's place here once that is the oldest supported version.
 *
 * libsql 0.5 ends the process when a text column that is read holds bytes that are not UTF-8, and when a
 * boolean is bound; it cuts text at U+0000. Hence texts that came from a peer are read as
 * `CAST(… AS BLOB)`, and `SqlValue` has no boolean.
 */
import Libsql from "libsql";

export type SqlValue = number | string | Uint8Array | null;

export interface Statement {
  run(values?: readonly SqlValue[]): void;
  /** The first row, columns in order, or undefined. */
  get(values?: readonly SqlValue[]): readonly SqlValue[] | undefined;
  all(values?: readonly SqlValue[]): readonly (readonly SqlValue[])[];
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

export function openDatabase(path: string): Database {
  const db = new Libsql(path);
  return {
    exec: (sql) => void db.exec(sql),
    close: () => void db.close(),
    prepare(sql) {
      const statement = db.prepare<unknown[]>(sql);
      const reading = /^\s*(select|pragma|with)\b/i.test(sql) ? statement.raw() : statement;
      return {
        run: (values = []) => void statement.run(values),
        get: (values = []) => reading.get(values) as readonly SqlValue[] | undefined,
        all: (values = []) => reading.all(values) as readonly (readonly SqlValue[])[],
      };
    },
  };
}

/** The stable code of an error that came out of the database, or undefined. */
export function sqlErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : undefined;
}
