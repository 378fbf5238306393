export interface CapturesOptions {
  /** The folder of the capture files. */
  readonly directory: string;
  /** Bytes of all captures together from which on the oldest that are not kept make way. */
  readonly maxBytesOnDisk: number;
  /** Milliseconds for which a capture that nobody looks at any more stays open. */
  readonly idleMs: number;
}

export const capturesDefaults = {
  maxBytesOnDisk: 32 * 2 ** 30,
  idleMs: 30_000,
} as const satisfies Omit<CapturesOptions, "directory">;
