/** Milliseconds since the Unix epoch, microseconds as the fraction. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
