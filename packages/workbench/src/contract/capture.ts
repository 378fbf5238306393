import type { Problem } from "./problem.js";

/** A capture file in the state folder. */
export interface CaptureInfo {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly messages: number;
  readonly bytesOnDisk: number;
  /** The one that is written now. */
  readonly current: boolean;
  /** Kept until it is deleted; others make way when the folder's limit is reached. */
  readonly kept: boolean;
  /** Why it cannot be opened: then nothing but its size is known. */
  readonly problem?: Problem;
}

export interface CaptureList {
  readonly captures: readonly CaptureInfo[];
  readonly bytesOnDisk: number;
  /** Where the oldest that are not kept are deleted; the current one stops at its own limit. */
  readonly maxBytesOnDisk: number;
}
