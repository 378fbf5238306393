/** What all adapters for many nodes share. Times are in milliseconds. */
export interface NodeOptions {
  /** How often a node tells that it is there, unless it has said something else. Default 5,000. */
  readonly heartbeatInterval: number;
  /** After how long without a sign a node no longer counts. Default 10,000. */
  readonly heartbeatTimeout: number;
  /** How long an answer of other nodes is waited for. Default 5,000. */
  readonly requestsTimeout: number;
  /** Bounds of connection state recovery, see {@link RecoveryLimits}. */
  readonly recoveryLimits: RecoveryLimits;
}

/**
 * How much a node keeps for clients that were cut off, for each namespace. How long is the server's option
 * `connectionStateRecovery.maxDisconnectionDuration`. What is over a limit makes room, oldest first;
 * whoever needed it starts a new session.
 */
export interface RecoveryLimits {
  /** Default 10,000. */
  readonly packets: number;
  /** Default 10,000. */
  readonly sessions: number;
}

export const nodeDefaults: NodeOptions = {
  heartbeatInterval: 5000,
  heartbeatTimeout: 10_000,
  requestsTimeout: 5000,
  recoveryLimits: { packets: 10_000, sessions: 10_000 },
};
