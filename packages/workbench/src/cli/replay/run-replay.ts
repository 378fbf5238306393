import { existsSync } from "node:fs";
import { type Capture, CaptureFileError, readCapture } from "../../capture-files/index.js";
import { parseIgnored } from "../../diff/index.js";
import { type ReplayOptions, type ReplayResult, replay } from "../../replay/index.js";
import { ScenarioScope } from "../../scenarios/running/scope.js";
import { differenceLines, type SideNames } from "../diff/difference-lines.js";
import { exitCodes } from "../exit-codes.js";
import { paintFor } from "../paint.js";
import type { ReplayCommandOptions } from "../replay.js";
import { readGiven } from "../run/given.js";

const sides: SideNames = { recorded: "recorded", now: "now" };
const progressMs = 100;

/** Replays a capture, prints where the answers differ and returns the exit code. */
export async function runReplay(path: string, options: ReplayCommandOptions): Promise<number> {
  let capture: Capture;
  let prepared: ReplayOptions;
  const stop = new AbortController();
  try {
    capture = readCapture(path);
    prepared = await prepare(options, stop.signal);
    if (options.output !== undefined) refuseExisting(options.output);
  } catch (error) {
    process.stderr.write(
      `${paintFor(process.stderr)("bad", error instanceof Error ? error.message : String(error))}\n`,
    );
    return exitCodes.usage;
  }
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  const result = await replay(capture, prepared);
  process.off("SIGINT", interrupt);
  process.off("SIGTERM", interrupt);
  clearProgress();
  if (options.output !== undefined) await result.log.keep(options.output);
  print(result, options.json === true);
  if (result.isInterrupted) return exitCodes.interrupted;
  return result.differences.length + result.unsent.length === 0 ? exitCodes.ok : exitCodes.differs;
}

async function prepare(options: ReplayCommandOptions, signal: AbortSignal): Promise<ReplayOptions> {
  const { url, replace = [], ignore = [] } = options;
  const { variables } = await readGiven(options);
  const scope = new ScenarioScope(variables);
  return {
    speed: options.speed,
    timeoutMs: options.timeout,
    settleMs: options.settle,
    replace: replace.map(([recorded, now]) => [scope.text(recorded), scope.text(now)] as const),
    ignore: ignore.map(parseIgnored),
    signal,
    onProgress: progressShower(),
    ...(url !== undefined && { url: new URL(scope.text(url)).href }),
  };
}

function refuseExisting(output: string): void {
  if (!existsSync(output)) return;
  throw new CaptureFileError("CAPTURE_EXISTS", `${output} is there already; choose another name.`);
}

function print(result: ReplayResult, isJson: boolean): void {
  const { differences, unsent, sent, compared, durationMs, isInterrupted } = result;
  const write = (text: string) => void process.stdout.write(`${text}\n`);
  if (isJson) {
    for (const difference of differences) write(JSON.stringify(difference));
    for (const one of unsent) write(JSON.stringify({ type: "unsent", ...one }));
    const summary = { sent, compared, differences: differences.length, unsent: unsent.length };
    write(JSON.stringify({ type: "end", ...summary, durationMs, isInterrupted }));
    return;
  }
  const paint = paintFor(process.stdout);
  for (const difference of differences) write(differenceLines(difference, sides, paint).join("\n"));
  for (const { seq, connection, reason } of unsent) {
    write(paint("bad", `! ${connection}: row ${seq} was not sent: ${reason}`));
  }
  const count = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
  const verdict =
    differences.length + unsent.length === 0 ? paint("good", "no difference") : paint("bad", count);
  const took = `${(durationMs / 1000).toFixed(2)} s`;
  write(
    `${isInterrupted ? "Interrupted: " : ""}${verdict}; ${sent} sent, ${compared} answers compared (${took})`,
  );
}

/** Long replays say how far they are, on a terminal. */
function progressShower(): (done: number, total: number) => void {
  let shownAt = 0;
  return (done, total) => {
    if (!process.stderr.isTTY || performance.now() - shownAt < progressMs) return;
    shownAt = performance.now();
    process.stderr.write(`\r${done}/${total} rows`);
  };
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}
