import { Bundle } from "./bundle.js";

/** What is flushed at the end of the turn. */
export interface Flushable {
  flush(): void;
}

/** The connection whose chunk is being handled: what is sent to it meanwhile waits for the end of that, and no longer. */
export const turn: { handling: Flushable | undefined } = { handling: undefined };

let waiting: Flushable[] = [];

/**
 * Has `outbox` flushed when this turn of the event loop has handled its I/O, so that what many handlers
 * send to one connection leaves in one write.
 */
export function flushAtEndOfTurn(outbox: Flushable): void {
  if (waiting.push(outbox) === 1) setImmediate(flushAll);
}

function flushAll(): void {
  const outboxes = waiting;
  waiting = [];
  for (const outbox of outboxes) outbox.flush();
  Bundle.forget();
}

// A program that sends its last words and calls `process.exit` has no end of the turn.
process.on("exit", () => {
  turn.handling?.flush();
  flushAll();
});
