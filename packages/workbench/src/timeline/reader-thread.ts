import { parentPort, workerData } from "node:worker_threads";
import { TimelineError } from "./errors.js";
import { openForReading } from "./open.js";
import { CaptureReader } from "./reader.js";
import { type FromReader, failedThread, type ThreadData, type ToReader } from "./threads.js";

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
      case "position":
        return reader.position(...call.args);
      case "mark":
        return reader.mark(...call.args);
      case "catalogue":
        return reader.catalogue(...call.args);
      case "ping":
        return undefined;
    }
  };
  const reply = async (call: Extract<ToReader, { type: "call" }>): Promise<void> => {
    try {
      // Only a catalogue is waited for: another answer leaves at once, before what comes next.
      const value = answer(call);
      tell({ type: "answer", id: call.id, value: value instanceof Promise ? await value : value });
    } catch (error) {
      tell({
        type: "refusal",
        id: call.id,
        code: error instanceof TimelineError ? error.code : undefined,
        message: error instanceof Error ? error.message : String(error),
      });
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
        void reply(message);
    }
  });
  tell({ type: "ready" });
}

try {
  run(new CaptureReader(path, openForReading(path), (change) => tell({ type: "change", change })));
} catch (error) {
  if (!(error instanceof TimelineError)) throw error;
  tell(failedThread(error));
}
