export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Median, lowest and highest; of an even count, the mean of the middle two. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError("no value to take a median of");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
  return { median, min: sorted[0] as number, max: sorted.at(-1) as number };
}
