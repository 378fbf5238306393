import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { TimelineError } from "./errors.js";
import { openForWriting } from "./open.js";
import { type Database, sqlErrorCode } from "./sql.js";
import { type FromWriter, failedThread, type ThreadData, type ToWriter } from "./threads.js";
import { CaptureWriter, type ConnectionRecord } from "./writer.js";

const retryMs = 500;

const { path, captureId } = workerData as ThreadData;
const tell = (message: FromWriter, transfer: ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, transfer);

function bytesOnDisk(): number {
  let bytes = 0;
  for (const file of [path, `${path}-wal`]) bytes += statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
}

function readConnections(db: Database): readonly ConnectionRecord[] {
  return db
    .prepare("SELECT number, id, protocol, title, url FROM connection ORDER BY number")
    .all()
    .map(([number, id, protocol, title, url]) => ({
      number: Number(number),
      id: String(id),
      protocol: String(protocol),
      title: String(title),
      url: String(url),
    }));
}

/** While a capture is recorded it names the process, so that no other workbench clears it away. */
function noteBegin(db: Database): void {
  db.prepare("INSERT OR REPLACE INTO capture (key, value) VALUES ('recorder', ?)").run([String(process.pid)]);
  db.exec("DELETE FROM capture WHERE key = 'ended'");
}

function noteEnd(db: Database): void {
  try {
    db.exec("DELETE FROM capture WHERE key = 'recorder'");
    db.prepare("INSERT OR REPLACE INTO capture (key, value) VALUES ('ended', ?)").run([
      new Date().toISOString(),
    ]);
  } catch {
    // A disk without room: whoever reads it takes the last row's time.
  }
}

/** Whether writing may succeed later: the disk is full or away, or another program holds the file. */
function mayPass(error: unknown): boolean {
  return /^SQLITE_(?:FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN)/.test(sqlErrorCode(error) ?? "");
}

function run(db: Database): void {
  noteBegin(db);
  const writer = new CaptureWriter(db);
  const queue: ToWriter[] = [];
  let retry: NodeJS.Timeout | undefined;

  const handle = (message: ToWriter): void => {
    switch (message.type) {
      case "connection":
        writer.addConnection(message.record);
        return;
      case "batch":
        writer.write(message.buffer, message.used);
        tell(
          {
            type: "committed",
            lastSeq: message.lastSeq,
            buffer: message.buffer,
            bytesOnDisk: bytesOnDisk(),
          },
          [message.buffer],
        );
        return;
      case "close":
        noteEnd(db);
        db.close();
        tell({ type: "closed" });
        parentPort?.close();
    }
  };

  const work = (): void => {
    clearTimeout(retry);
    retry = undefined;
    for (let next = queue[0]; next; next = queue[0]) {
      try {
        handle(next);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        // Whoever closes does not wait for room on the disk.
        const isClosing = queue.some((message) => message.type === "close");
        if (mayPass(error) && !isClosing) {
          tell({ type: "stuck", message: why });
          retry = setTimeout(work, retryMs);
          return;
        }
        if (next.type === "batch") {
          const { lastSeq, rows, buffer } = next;
          tell({ type: "lost", lastSeq, rows, buffer, message: why }, [buffer]);
        }
      }
      queue.shift();
    }
  };

  parentPort?.on("message", (message: ToWriter) => {
    queue.push(message);
    if (!retry || message.type === "close") work();
  });
  const [id] = db.prepare("SELECT value FROM capture WHERE key = 'id'").get() ?? [];
  const [lastSeq] = db.prepare("SELECT coalesce(max(seq), 0) FROM entry").get() ?? [];
  tell({
    type: "ready",
    captureId: String(id),
    lastSeq: Number(lastSeq),
    bytesOnDisk: bytesOnDisk(),
    connections: readConnections(db),
  });
}

try {
  run(openForWriting(path, captureId ?? randomUUID()));
} catch (error) {
  if (!(error instanceof TimelineError)) throw error;
  tell(failedThread(error));
}
