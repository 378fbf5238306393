import { copyFile, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  type Capture,
  CaptureFileError,
  decode,
  readCapture,
  writeCapture,
} from "../../src/capture-files/index.js";
import { openDatabase } from "../../src/timeline/sql.js";
import { temporaryFolder } from "../scenarios/files.js";

async function written(rows: number): Promise<string> {
  const path = join(await temporaryFolder(), "a.sqlite");
  await writeCapture(path, (capture) => {
    const number = capture.addConnection({ id: "1", protocol: "websocket", title: "號誌", url: "ws://x/" });
    for (let n = 1; n <= rows; n++) {
      capture.append(number, {
        kind: "message",
        direction: n % 2 === 0 ? "received" : "sent",
        at: 1_700_000_000_000 + n,
        payload: `message ${n} 號誌 \u0000 ${"x".repeat(200)}`,
        isText: true,
        opcode: 1,
      });
    }
  });
  return path;
}

function refusal(path: string): CaptureFileError {
  try {
    const capture: Capture = readCapture(path);
    throw new Error(`it was read: ${capture.rows.length} rows`);
  } catch (error) {
    if (error instanceof CaptureFileError) return error;
    throw error;
  }
}

test("everything that was written is read", async () => {
  const { connections, rows } = readCapture(await written(300));
  expect(connections).toEqual([{ id: "1", protocol: "websocket", title: "號誌", url: "ws://x/" }]);
  expect(rows).toHaveLength(300);
  const last = rows.at(-1);
  expect(last).toMatchObject({
    seq: 300,
    connection: "1",
    entry: { at: 1_700_000_000_300, direction: "received" },
  });
  expect(last && decode(last.entry)).toEqual({
    type: "text",
    text: `message 300 號誌 \u0000 ${"x".repeat(200)}`,
  });
});

test("a newer version is refused with its number", async () => {
  const path = await written(1);
  const db = openDatabase(path);
  db.exec("PRAGMA user_version = 99");
  db.close();
  const error = refusal(path);
  expect(error.code).toBe("CAPTURE_TOO_NEW");
  expect(error.message).toContain("99");
});

test("a foreign file is refused with what it is", async () => {
  const folder = await temporaryFolder();
  const text = join(folder, "notes.txt");
  await writeFile(text, "not a database, only some text that is longer than a header of SQLite would be");
  expect(refusal(text).code).toBe("CAPTURE_UNREADABLE");
  const other = join(folder, "other.sqlite");
  const db = openDatabase(other);
  db.exec("CREATE TABLE t (x)");
  db.close();
  expect(refusal(other).code).toBe("CAPTURE_FOREIGN");
  expect(refusal(join(folder, "nowhere.sqlite")).code).toBe("CAPTURE_MISSING");
});

test("a truncated file is refused whole, wherever it ends", async () => {
  const path = await written(2000);
  const { length } = await readFile(path);
  for (const part of [0.1, 0.5, 0.9, 0.99]) {
    const cut = join(await temporaryFolder(), "cut.sqlite");
    await copyFile(path, cut);
    await truncate(cut, Math.floor(length * part));
    expect(["CAPTURE_DAMAGED", "CAPTURE_UNREADABLE"]).toContain(refusal(cut).code);
  }
});

test("a damaged page is refused", async () => {
  const path = await written(2000);
  const bytes = await readFile(path);
  bytes.fill(0xa5, bytes.length / 2, bytes.length / 2 + 8192);
  await writeFile(path, bytes);
  expect(refusal(path).code).toBe("CAPTURE_DAMAGED");
});

test("a capture that lost a row is refused", async () => {
  const path = await written(10);
  const db = openDatabase(path);
  db.exec("DELETE FROM entry WHERE seq = 5");
  db.close();
  expect(refusal(path).message).toContain("it has 9 of 10 rows");
});
