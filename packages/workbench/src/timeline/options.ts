import type { CaptureStatus, ViewChange } from "../contract/index.js";

export interface TimelineOptions {
  /** The capture file; made where there is none, continued where there is one. */
  readonly path: string;
  /** Milliseconds for which entries are gathered before they go to the writer. */
  readonly flushMs: number;
  /** Bytes on disk from which on nothing more is kept; a row says so. */
  readonly maxCaptureBytes: number;
  /** Bytes that may wait for a writer that cannot write (a full disk) before entries are dropped. */
  readonly maxWaitingBytes: number;
  readonly onChange: (change: ViewChange) => void;
  /** At most four times a second, while something changes. */
  readonly onStatus: (status: CaptureStatus) => void;
  /** True: the writer is behind, stop reading from the network. False: go on. */
  readonly onPressure: (isBehind: boolean) => void;
}

const nothing = (): void => {};

export const timelineDefaults = {
  flushMs: 20,
  maxCaptureBytes: 64 * 2 ** 30,
  maxWaitingBytes: 256 * 2 ** 20,
  onChange: nothing,
  onStatus: nothing,
  onPressure: nothing,
} as const satisfies Omit<TimelineOptions, "path">;
