import {
  findScenarios,
  Interrupted,
  type Reporter,
  runSuite,
  type SuiteSummary,
} from "../../scenarios/index.js";
import { exitCodes } from "../exit-codes.js";
import { paintFor } from "../paint.js";
import type { RunCommandOptions } from "../run.js";
import { readGiven } from "./given.js";
import { openReporters, type ReporterChoice } from "./reporters/index.js";

/** Runs the scenarios at some paths and returns the exit code. */
export async function runScenarios(paths: readonly string[], options: RunCommandOptions): Promise<number> {
  const { scenarios, mistakes } = await findScenarios(paths);
  for (const mistake of mistakes) complain(mistake.message);
  if (mistakes.length > 0) return exitCodes.usage;
  if (scenarios.length === 0) {
    complain(`There is no scenario in ${paths.join(", ")}.`);
    return exitCodes.usage;
  }
  if (options.list) {
    for (const { file, content } of scenarios) process.stdout.write(`${file}\t${content.name ?? ""}\n`);
    return exitCodes.ok;
  }
  let reporters: readonly Reporter[];
  let given: Awaited<ReturnType<typeof readGiven>>;
  try {
    given = await readGiven(options);
    reporters = await openReporters(choicesOf(options), options.verbose === true);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return exitCodes.usage;
  }
  const stop = new AbortController();
  const interrupt = () => {
    // The first Ctrl-C ends connections and writes reports; a second one does not wait for that.
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort(new Interrupted("ended by Ctrl-C"));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  const summary = await runSuite(scenarios, {
    reporters,
    ...given,
    jobs: options.jobs,
    retry: options.retry,
    capture: options.capture,
    captureDirectory: options.captureDir,
    signal: stop.signal,
    bail: options.bail === true,
  });
  process.off("SIGINT", interrupt);
  process.off("SIGTERM", interrupt);
  return exitCodeOf(summary);
}

function choicesOf({ reporter = [], json }: RunCommandOptions): readonly ReporterChoice[] {
  const chosen: ReporterChoice[] = json ? [...reporter, { name: "ndjson", file: undefined }] : [...reporter];
  return chosen.length === 0 ? [{ name: "human", file: undefined }] : chosen;
}

function exitCodeOf({ counts, isInterrupted }: SuiteSummary): number {
  if (isInterrupted) return exitCodes.interrupted;
  return counts.failed > 0 ? exitCodes.failed : exitCodes.ok;
}

function complain(message: string): void {
  process.stderr.write(`${paintFor(process.stderr)("bad", message)}\n`);
}
