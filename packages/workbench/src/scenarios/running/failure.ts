import type { Problem } from "../../contract/index.js";
import type { Position } from "../errors.js";
import type { Difference } from "../matching/difference.js";

/**
 * Why a step failed.
 *
 * | code | meaning |
 * |---|---|
 * | `EXPECTED_MISSING` | what was expected did not come in time |
 * | `UNEXPECTED` | something came that `expectNone` excludes |
 * | `CONNECT_FAILED` | a connection could not be made |
 * | `CONNECT_DIFFERS` | it was made, but the server's answer is not as expected |
 * | `CONNECT_NOT_REFUSED` | it was made, but should have failed |
 * | `REFUSAL_DIFFERS` | it failed as it should, but in another way |
 * | `CONNECTION_ENDED` | the connection ended while the step waited |
 * | `CLOSE_DIFFERS` | it ended in another way than expected |
 * | `ACK_MISSING` | no acknowledgement in time |
 * | `ACK_DIFFERS` | the acknowledgement is not as expected |
 * | `SEND_REFUSED` | a message could not be sent |
 * | `STEP_IMPOSSIBLE` | the step asks for what cannot be at this point |
 * | `CAPTURE_MISSING` | a value to capture is not there |
 * | `VARIABLE_UNKNOWN` | a variable has no value |
 * | `TIME_LIMIT` | the scenario took longer than its limit |
 */
export type FailureCode =
  | "EXPECTED_MISSING"
  | "UNEXPECTED"
  | "CONNECT_FAILED"
  | "CONNECT_DIFFERS"
  | "CONNECT_NOT_REFUSED"
  | "REFUSAL_DIFFERS"
  | "CONNECTION_ENDED"
  | "CLOSE_DIFFERS"
  | "ACK_MISSING"
  | "ACK_DIFFERS"
  | "SEND_REFUSED"
  | "STEP_IMPOSSIBLE"
  | "CAPTURE_MISSING"
  | "VARIABLE_UNKNOWN"
  | "TIME_LIMIT";

export interface FailureFacts {
  /** One sentence. */
  readonly message: string;
  readonly connection?: string;
  readonly expected?: string;
  /** What came instead: the nearest message, or how the connection ended. */
  readonly actual?: string;
  /** Where `actual` is not what was expected. */
  readonly differences?: readonly Difference[];
  /** The row of `actual` in the run's capture. */
  readonly seq?: number;
  readonly problem?: Problem;
}

/** Thrown by a step. */
export class StepFailure extends Error {
  readonly code: FailureCode;
  readonly facts: FailureFacts;

  constructor(code: FailureCode, facts: FailureFacts) {
    super(facts.message);
    this.name = "StepFailure";
    this.code = code;
    this.facts = facts;
  }
}

/** Thrown through steps that are to stop for no fault of theirs: Ctrl-C, a failure beside them. */
export class Interrupted extends Error {
  constructor(why: string) {
    super(why);
    this.name = "Interrupted";
  }
}

/** A failure as it is reported. */
export interface ScenarioFailure extends FailureFacts {
  readonly code: FailureCode;
  readonly at: Position;
  /** The steps around the failed one, outermost first: files and lines of calls, repeats and branches. */
  readonly within: readonly string[];
  /** What the failed step is. */
  readonly step: string;
  /** What happened just before and after, oldest first. */
  readonly timeline: readonly TimelineLine[];
}

export interface TimelineLine {
  readonly seq: number;
  /** Milliseconds since the scenario's beginning. */
  readonly sinceStartMs: number;
  readonly connection: string;
  readonly direction: "sent" | "received" | "none";
  readonly kind: string;
  readonly text: string;
  /** The row that the failure speaks of. */
  readonly isNearest: boolean;
}
