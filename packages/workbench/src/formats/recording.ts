import type { Loss, Protocol } from "../contract/index.js";

/** What crossed the wire, as HAR and NDJSON exchange it. */
export interface Recording {
  readonly connections: readonly RecordedConnection[];
}

export interface RecordedConnection {
  readonly protocol: Protocol;
  readonly url: string;
  /** Milliseconds since the epoch, with microseconds as the fraction; so is every time here. */
  readonly startedAt: number;
  readonly requestHeaders: readonly (readonly [name: string, value: string])[];
  readonly response?: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly at: number;
  };
  readonly messages: readonly RecordedMessage[];
  /** Long-polling: one request and its answer. */
  readonly exchanges: readonly RecordedExchange[];
  readonly close?: { readonly at: number; readonly code?: number; readonly reason: string };
}

export interface RecordedMessage {
  readonly direction: "sent" | "received";
  readonly at: number;
  /** One WebSocket message, as it crossed the wire. Bytes where it was binary. */
  readonly data: string | Uint8Array;
  /** What it meant, for Socket.IO. */
  readonly socketIo?: {
    readonly kind: "event" | "ack";
    readonly namespace: string;
    readonly event?: string;
    readonly ackId?: number;
    readonly args: readonly unknown[];
  };
}

export interface RecordedExchange {
  readonly at: number;
  readonly durationMs: number;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly (readonly [name: string, value: string])[];
  readonly requestBody: string;
  readonly status: number;
  readonly statusText: string;
  readonly responseHeaders: readonly (readonly [name: string, value: string])[];
  readonly responseBody: string;
}

export interface ReadRecording {
  readonly recording: Recording;
  readonly losses: readonly Loss[];
}
