import type { Position } from "../yaml-files/index.js";

export type { Position } from "../yaml-files/index.js";

/**
 * | code | meaning |
 * |---|---|
 * | `SCENARIO_UNREADABLE` | the file is not there or cannot be read |
 * | `SCENARIO_SYNTAX` | it is no YAML |
 * | `SCENARIO_INVALID` | it is YAML, but no scenario: a wrong key or value |
 * | `ROWS_INVALID` | the file of rows cannot be read as a table |
 * | `REQUEST_UNREADABLE` | a saved request that a connection names cannot be read |
 */
export type ScenarioErrorCode =
  | "SCENARIO_UNREADABLE"
  | "SCENARIO_SYNTAX"
  | "SCENARIO_INVALID"
  | "ROWS_INVALID"
  | "REQUEST_UNREADABLE";

/** A mistake in a file. Its message begins with file, line and column. */
export class ScenarioError extends Error {
  readonly code: ScenarioErrorCode;
  readonly at: Position;
  /** What is wrong, without the position. */
  readonly problem: string;

  constructor(code: ScenarioErrorCode, at: Position, problem: string, options?: ErrorOptions) {
    super(`${formatPosition(at)}: ${problem}`, options);
    this.name = "ScenarioError";
    this.code = code;
    this.at = at;
    this.problem = problem;
  }
}

export function formatPosition({ file, line, column }: Position): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}
