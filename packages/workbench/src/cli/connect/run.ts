import { exitCodes } from "../exit-codes.js";
import { paintFor } from "../paint.js";
import type { ConnectOptions } from "./options.js";
import { runSession } from "./session.js";
import { openTarget, type Target } from "./target.js";

/** Runs one connection and returns the exit code. */
export async function connect(name: string, options: ConnectOptions): Promise<number> {
  let target: Target;
  try {
    target = await openTarget(name, options);
  } catch (error) {
    const paint = paintFor(process.stderr);
    process.stderr.write(`${paint("bad", error instanceof Error ? error.message : String(error))}\n`);
    return exitCodes.usage;
  }
  return await runSession(target, options);
}
