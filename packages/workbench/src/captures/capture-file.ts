import { rmSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { CaptureInfo } from "../contract/index.js";
import { type Database, openForChanges, TimelineError } from "../timeline/index.js";
import { CapturesError } from "./errors.js";

/** A capture file as the folder knows it. */
export interface CaptureFile {
  readonly path: string;
  readonly info: CaptureInfo;
  /** Recorded by a process that lives. */
  readonly isRecorded: boolean;
}

/** Reads what a capture says of itself. One that cannot be opened is told with the reason. */
export function readCapture(path: string): CaptureFile {
  try {
    return withDatabase(path, (db) => describe(path, db));
  } catch (error) {
    if (!(error instanceof TimelineError)) throw error;
    return { path, info: unreadable(path, error), isRecorded: false };
  }
}

/** Throws `CAPTURE_UNWRITABLE`. */
export function changeCapture(
  path: string,
  change: { readonly name?: string; readonly kept?: boolean },
): void {
  try {
    withDatabase(path, (db) => {
      if (change.name !== undefined) put(db, "name", change.name.replaceAll("\0", ""));
      if (change.kept !== undefined) put(db, "kept", String(change.kept));
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CapturesError("CAPTURE_UNWRITABLE", `The capture cannot be changed: ${why}`, { cause: error });
  }
}

/** The file and what SQLite keeps beside it. */
export function deleteCapture(path: string): void {
  for (const file of filesOf(path)) rmSync(file, { force: true });
}

function describe(path: string, db: Database): CaptureFile {
  const facts = new Map(
    db
      .prepare("SELECT key, CAST(value AS BLOB) FROM capture")
      .all()
      .map(([key, value]) => [
        String(key),
        value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : "",
      ]),
  );
  const [messages, lastUs] =
    db.prepare("SELECT seq, time_us FROM entry ORDER BY seq DESC LIMIT 1").get() ?? [];
  const isRecorded = lives(Number(facts.get("recorder")));
  const ended = facts.get("ended");
  const endedAt = ended === undefined ? Number(lastUs ?? 0) / 1000 : Date.parse(ended);
  return {
    path,
    isRecorded,
    info: {
      id: facts.get("id") ?? basename(path),
      name: facts.get("name") ?? "",
      startedAt: Date.parse(facts.get("created") ?? ""),
      ...(!isRecorded && { endedAt }),
      messages: Number(messages ?? 0),
      bytesOnDisk: bytesOf(path),
      current: false,
      kept: facts.get("kept") === "true",
    },
  };
}

function unreadable(path: string, error: TimelineError): CaptureInfo {
  return {
    id: basename(path),
    name: basename(path),
    startedAt: statSync(path, { throwIfNoEntry: false })?.birthtimeMs ?? 0,
    messages: 0,
    bytesOnDisk: bytesOf(path),
    current: false,
    // Nothing that another version may have meant to keep is cleared away.
    kept: true,
    problem: {
      code: error.code,
      message: error.message,
      ...(error.values && { values: error.values }),
    },
  };
}

function withDatabase<T>(path: string, use: (db: Database) => T): T {
  const db = openForChanges(path);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function put(db: Database, key: string, value: string): void {
  db.prepare("INSERT OR REPLACE INTO capture (key, value) VALUES (?, ?)").run([key, value]);
}

function filesOf(path: string): readonly string[] {
  return [path, `${path}-wal`, `${path}-shm`];
}

function bytesOf(path: string): number {
  return filesOf(path)
    .map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}

function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
