import { CaptureFileError, readCapture } from "../../capture-files/index.js";
import { diffCaptures, parseIgnored } from "../../diff/index.js";
import type { DiffOptions } from "../diff.js";
import { exitCodes } from "../exit-codes.js";
import { paintFor } from "../paint.js";
import { differenceLines, type SideNames } from "./difference-lines.js";

const sides: SideNames = { recorded: "first", now: "second" };

/** Compares two captures, prints their differences and returns the exit code. */
export function diff(recorded: string, now: string, options: DiffOptions): number {
  const paint = paintFor(process.stdout);
  try {
    const ignore = (options.ignore ?? []).map(parseIgnored);
    const { differences, compared } = diffCaptures(readCapture(recorded), readCapture(now), { ignore });
    for (const difference of differences) {
      const text = options.json
        ? JSON.stringify(difference)
        : differenceLines(difference, sides, paint).join("\n");
      process.stdout.write(`${text}\n`);
    }
    if (!options.json) {
      const count = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
      process.stdout.write(`${count} in ${compared} rows\n`);
    }
    return differences.length === 0 ? exitCodes.ok : exitCodes.differs;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof CaptureFileError) && !(error instanceof SyntaxError) && !options.ignore)
      throw error;
    process.stderr.write(`${paintFor(process.stderr)("bad", message)}\n`);
    return exitCodes.usage;
  }
}
