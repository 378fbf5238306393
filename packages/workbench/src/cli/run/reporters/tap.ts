import { stringify } from "yaml";
import type { Reporter, ScenarioResult } from "../../../scenarios/index.js";
import { plainFailure } from "./failure-text.js";

/** TAP version 14: a test point a run, what failed in the YAML block below it. */
export function tapReporter(write: (text: string) => void): Reporter {
  let number = 0;
  return {
    begin: (runs) => write(`TAP version 14\n1..${runs}\n`),
    result(result) {
      write(`${pointLines(result, ++number).join("\n")}\n`);
    },
    end({ isInterrupted }) {
      if (isInterrupted) write("Bail out! interrupted\n");
    },
  };
}

function pointLines(result: ScenarioResult, number: number): readonly string[] {
  const { status, name, failure, reason = "", capture, file, durationMs } = result;
  const isOk = status === "passed" || status === "skipped";
  const directive = status === "skipped" ? ` # SKIP ${escaped(reason)}` : "";
  const point = `${isOk ? "ok" : "not ok"} ${number} - ${escaped(name)}${directive}`;
  if (isOk) return [point];
  const details = {
    message: failure?.message ?? reason,
    code: failure?.code ?? "INTERRUPTED",
    at: failure ? { file: failure.at.file, line: failure.at.line, column: failure.at.column } : { file },
    durationMs: Math.round(durationMs),
    ...(failure && { details: plainFailure(failure) }),
    ...(capture !== undefined && { capture }),
  };
  const yaml = stringify(details, { lineWidth: 0 }).trimEnd().split("\n");
  return [point, "  ---", ...yaml.map((line) => `  ${line}`), "  ..."];
}

/** `#` begins a directive, a line is a line. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("#", "\\#").replace(/\s+/g, " ");
}
