/** Milliseconds since the Unix epoch with microseconds as the fraction: what taps are told. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
