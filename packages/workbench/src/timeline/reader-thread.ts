import { parentPort, workerData } from "node:worker_threads";
import { TimelineError } from "./errors.js";
import { CaptureReader } from "./reader.js";
import { openForReading } from "./schema.js";
import type { FromReader, ThreadData, ToReader } from "./threads.js";

const { path } = workerData as ThreadData;
const tell = (message: FromReader) => parentPort?.postMessage(message);

function run(reader: CaptureReader): void {
  const answer = (call: Extract<ToReader, { type: "call" }>): unknown => {
    switch (call.name) {
      case "watch":
        return reader.watch(...call.args);
      case "unwatch":
        return reader.unwatch(...call.args);
      case "rows":
        return reader.rows(...call.args);
      case "detail":
        return reader.detail(...call.args);
      case "ping":
        return undefined;
    }
  };
  parentPort?.on("message", (message: ToReader) => {
    switch (message.type) {
      case "committed":
        reader.committed(message.lastSeq);
        return;
      case "close":
        reader.close();
        tell({ type: "closed" });
        parentPort?.close();
        return;
      case "call":
        try {
          tell({ type: "answer", id: message.id, value: answer(message) });
        } catch (error) {
          tell({
            type: "refusal",
            id: message.id,
            code: error instanceof TimelineError ? error.code : undefined,
            message: error instanceof Error ? error.message : String(error),
          });
        }
    }
  });
  tell({ type: "ready" });
}

try {
  run(new CaptureReader(openForReading(path), (change) => tell({ type: "change", change })));
} catch (error) {
  if (!(error instanceof TimelineError)) throw error;
  tell({ type: "failed", code: error.code, message: error.message });
}
