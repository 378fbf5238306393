/**
 * Calls `action` so that errors made meanwhile carry no stack trace (`Error.stackTraceLimit`).
 *
 * The last write to a peer is often one to a peer that has gone, and Node makes an error of it. Its trace
 * leads through Node and is shown to nobody, but takes a quarter of the time that a short connection costs,
 * from the handshake to the end.
 */
export function withoutStackTraces<Target>(target: Target, action: (target: Target) => void): void {
  const limit = Error.stackTraceLimit;
  // Where a program has frozen the property this does nothing, and traces are made.
  Reflect.set(Error, "stackTraceLimit", 0);
  try {
    action(target);
  } finally {
    Reflect.set(Error, "stackTraceLimit", limit);
  }
}
