import type { ConnectionState, OutgoingMessage, Problem, Result } from "../contract/index.js";
import type { Entry } from "../timeline/entry.js";

/** Takes what happens on a connection and returns the row's number, 0 when it was not kept. */
export type Log = (entry: Entry) => number;

/** What is known once a connection stands. */
export interface ConnectedFacts {
  readonly version?: 2 | 3 | 4;
  readonly subprotocol?: string;
  readonly socketId?: string;
}

export type CloseFacts = NonNullable<ConnectionState["close"]>;

/** How an attempt ends that was given up. */
export const abandoned = {
  reason: "",
  meaning: "given up before the connection stood",
  clean: true,
} as const satisfies CloseFacts;

/** What a driver tells. After `onClosed` or `onFailed` it tells nothing more. */
export interface DriverHost {
  readonly log: Log;
  onConnected(facts: ConnectedFacts): void;
  onClosed(close: CloseFacts): void;
  onFailed(problem: Problem): void;
}

/** One attempt at a connection in one protocol, from opening to its end. */
export interface Driver {
  open(): void;
  /** Begins the closing handshake. Returns a problem when code or reason cannot be sent. */
  close(code?: number, reason?: string): Problem | undefined;
  send(message: OutgoingMessage): Result<null>;
  /** Bytes that were sent and have not left, as far as the protocol's client tells. */
  readonly bufferedBytes: number;
  /** Stops reading from the network until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends at once, without a word to anybody. */
  terminate(): void;
}

export interface DriverOptions {
  /** Milliseconds until an attempt to connect is given up. */
  readonly connectTimeoutMs: number;
}

export const driverDefaults = { connectTimeoutMs: 10_000 } as const satisfies DriverOptions;

/** Milliseconds since the epoch with microseconds as the fraction, as taps tell them. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
