import { closeSync, existsSync, openSync, writeSync } from "node:fs";
import { CaptureFileError } from "../../capture-files/index.js";
import { jsonLine } from "../../capture-files/json-line.js";
import type { Log } from "../../connections/index.js";
import type { ConnectionRequest } from "../../contract/index.js";
import { Timeline, TimelineError } from "../../timeline/index.js";
import { runSession } from "../connect/session.js";
import { openTarget, type Target } from "../connect/target.js";
import { exitCodes } from "../exit-codes.js";
import { paintFor } from "../paint.js";
import type { RecordOptions } from "../record.js";

/** Where rows go. */
interface Recorder {
  readonly log: Log;
  /** Writes what is left; how many rows there are. */
  end(): Promise<number>;
}

/** Runs one connection, keeps everything in a file, and returns the exit code. */
export async function record(name: string, options: RecordOptions): Promise<number> {
  const paint = paintFor(process.stderr);
  let target: Target;
  let recorder: Recorder;
  try {
    target = await openTarget(name, options);
    recorder = await openRecorder(target.request, options);
  } catch (error) {
    process.stderr.write(`${paint("bad", error instanceof Error ? error.message : String(error))}\n`);
    return exitCodes.usage;
  }
  const code = await runSession(target, options, recorder.log);
  const rows = await recorder.end();
  process.stderr.write(`${paint("quiet", `recorded ${rows} rows in ${options.output}`)}\n`);
  return code;
}

async function openRecorder(request: ConnectionRequest, options: RecordOptions): Promise<Recorder> {
  const { output, append } = options;
  if (existsSync(output) && !append) {
    throw new CaptureFileError(
      "CAPTURE_EXISTS",
      `${output} is there already; choose another name, or --append.`,
    );
  }
  return /\.(?:nd)?jsonl?$/i.test(output) ? lineRecorder(output) : await captureRecorder(request, options);
}

async function captureRecorder(
  { protocol, url }: ConnectionRequest,
  { output, title = url }: RecordOptions,
): Promise<Recorder> {
  const timeline = await Timeline.open({ path: output }).catch((error) => {
    throw error instanceof TimelineError ? error : new Error(`${output} cannot be written: ${error}`);
  });
  // A connection of its own each time, also in a file that is continued.
  const first = timeline.lastSeq;
  const id = first === 0 ? "1" : `from row ${first + 1}`;
  const number = timeline.addConnection({ id, protocol, title, url });
  return {
    log: (entry) => timeline.append(number, entry),
    async end() {
      const rows = timeline.lastSeq - first;
      await timeline.flush();
      await timeline.close();
      return rows;
    },
  };
}

function lineRecorder(output: string): Recorder {
  const file = openSync(output, "a");
  let seq = 0;
  let lines = 0;
  return {
    log(entry) {
      const line = jsonLine(entry);
      if (line !== undefined) {
        writeSync(file, `${line}\n`);
        lines++;
      }
      return ++seq;
    },
    async end() {
      closeSync(file);
      return lines;
    },
  };
}
