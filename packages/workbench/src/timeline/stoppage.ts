import type { Problem } from "../contract/index.js";
import type { TimelineOptions } from "./options.js";

/** Whether rows are kept, why not, and how many were not. */
export class Stoppage {
  readonly #options: TimelineOptions;
  /** What the database said when it could not write. */
  #fault: string | undefined;
  #dropped = 0;
  /** Dropped since the last row that told so. */
  #untold = 0;

  constructor(options: TimelineOptions) {
    this.#options = options;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get untold(): number {
    return this.#untold;
  }

  get isStuck(): boolean {
    return this.#fault !== undefined;
  }

  stuck(fault: string): void {
    this.#fault = fault;
  }

  goesOn(): void {
    this.#fault = undefined;
  }

  drop(rows: number): void {
    this.#dropped += rows;
    this.#untold += rows;
  }

  /** A row says how many were dropped. */
  told(): void {
    this.#untold = 0;
  }

  /** Set when a row that comes now is not kept. */
  refusal(bytesOnDisk: number, waitingBytes: number): Problem | undefined {
    const { maxCaptureBytes, maxWaitingBytes } = this.#options;
    if (bytesOnDisk >= maxCaptureBytes) {
      return full(`the capture has reached its limit of ${maxCaptureBytes} bytes`);
    }
    if (waitingBytes >= maxWaitingBytes) {
      return full(`the capture file cannot be written (${this.#fault ?? "the disk is too slow"})`);
    }
    return undefined;
  }

  /** Why the capture stands still, for the person who looks at it. */
  problem(bytesOnDisk: number, waitingBytes: number): Problem | undefined {
    const refusal = this.refusal(bytesOnDisk, waitingBytes);
    if (refusal || this.#fault === undefined) return refusal;
    return {
      code: "CAPTURE_STUCK",
      message: `The capture file cannot be written: ${this.#fault}.`,
      advice: "Make room on the disk. What arrives meanwhile waits in memory, and writing goes on by itself.",
      values: { reason: this.#fault },
    };
  }
}

export function droppedProblem(count: number): Problem {
  return {
    code: "ROWS_DROPPED",
    message: `${count} rows were not kept. From here on they are again.`,
    values: { count },
  };
}

function full(reason: string): Problem {
  return {
    code: "CAPTURE_FULL",
    message: `From here on rows are not kept: ${reason}.`,
    values: { reason },
  };
}
