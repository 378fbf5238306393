import type {
  Behaviour,
  ConnectionRequest,
  ConnectionState,
  OutgoingMessage,
  Problem,
  Result,
} from "../contract/index.js";
import type { Entry } from "../timeline/entry.js";
import type { TlsFiles } from "./network/tls-files.js";

/** Takes what happens on a connection and returns the row's number, 0 when it was not kept. */
export type Log = (entry: Entry) => number;

/** What is known of a connection that stands. */
export type ConnectedFacts = Pick<
  ConnectionState,
  "version" | "subprotocol" | "socketId" | "transport" | "namespaces"
>;

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
  /** Something about a connection that stands is different now. */
  onFacts(facts: ConnectedFacts): void;
  /** The connection was lost and is made again; `onConnected` follows, or the end. */
  onReconnecting(close: CloseFacts): void;
  onClosed(close: CloseFacts): void;
  onFailed(problem: Problem): void;
}

/** What an attempt is made with: variables resolved, files read. */
export interface Attempt<Request extends ConnectionRequest = ConnectionRequest> {
  readonly request: Request;
  readonly tls: TlsFiles;
  /** Milliseconds until it is given up. */
  readonly connectTimeoutMs: number;
}

/** One attempt at a connection in one protocol, from opening to its end. */
export interface Driver {
  open(): void;
  /** Begins the closing handshake. Returns a problem when code or reason cannot be sent. */
  close(code?: number, reason?: string): Problem | undefined;
  send(message: OutgoingMessage): Result<null>;
  behave(behaviour: Behaviour): void;
  /** Bytes that were sent and have not left, as far as the protocol's client tells. */
  readonly bufferedBytes: number;
  /** Stops reading from the network until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends at once, without a word to anybody. */
  terminate(): void;
}

export const driverDefaults = { connectTimeoutMs: 10_000 } as const;

/** Milliseconds since the epoch with microseconds as the fraction, as taps tell them. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
