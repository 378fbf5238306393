import type { Reporter } from "../../../scenarios/index.js";

/** One JSON object a line: `begin`, `started`, `step`, `result`, `end`. */
export function ndjsonReporter(write: (text: string) => void): Reporter {
  const tell = (type: string, facts: object) =>
    write(`${JSON.stringify({ type, time: new Date().toISOString(), ...facts })}\n`);
  return {
    begin: (runs) => tell("begin", { runs }),
    started: ({ file, name, row }) => tell("started", { file, name, row }),
    step: ({ file, name, row }, event) => {
      const { file: stepFile, ...facts } = event;
      tell("step", { scenario: { file, name, row }, ...facts, file: stepFile });
    },
    result: (result) => tell("result", result),
    end: (summary) => tell("end", summary),
  };
}
