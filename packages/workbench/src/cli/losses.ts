import type { Loss } from "../contract/index.js";
import { lossInEnglish } from "../formats/index.js";
import { paintFor } from "./paint.js";

/** Says on stderr what a format had no place for. */
export function tellLosses(title: string, losses: readonly Loss[]): void {
  if (losses.length === 0) return;
  const paint = paintFor(process.stderr);
  const lines = losses.map((loss) => `  ${loss.where}: ${paint("quiet", lossInEnglish(loss))}`);
  process.stderr.write(`${title}:\n${lines.join("\n")}\n`);
}

export function complain(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${paintFor(process.stderr)("bad", message)}\n`);
}
