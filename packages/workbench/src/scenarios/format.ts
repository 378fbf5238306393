/** A scenario as its file holds it: what schemas/scenario.json allows, as types. */
import type { FaultMessage, Protocol, TransportName } from "../contract/index.js";

/** Milliseconds, or a number with a unit. */
export type Duration = number | string;

/** Variables and where their values come from. */
export type Captures = Readonly<Record<string, string>>;

export interface ScenarioFile {
  readonly name?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly part?: boolean;
  readonly skip?: string;
  readonly timeout?: Duration;
  readonly limit?: Duration;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly rows?: string | readonly Readonly<Record<string, unknown>>[];
  readonly connections?: Readonly<Record<string, ConnectionFile>>;
  readonly steps: readonly StepFile[];
}

type Scalar = string | number | boolean;

export interface ConnectionFile {
  readonly request?: string;
  readonly protocol?: Protocol;
  readonly url?: string;
  readonly version?: 2 | 3 | 4 | string;
  readonly path?: string;
  readonly auth?: unknown;
  readonly namespaces?: readonly (string | { readonly name: string; readonly auth?: unknown })[];
  readonly transports?: readonly TransportName[];
  readonly parser?: "json" | "msgpack";
  readonly reconnection?: {
    readonly attempts: number;
    readonly delay?: Duration;
    readonly maxDelay?: Duration;
  };
  readonly headers?: Readonly<Record<string, Scalar>>;
  readonly query?: Readonly<Record<string, Scalar>>;
  readonly cookies?: Readonly<Record<string, Scalar>>;
  readonly authorization?:
    | { readonly basic: { readonly username: string; readonly password: string } }
    | { readonly bearer: string };
  readonly origin?: string;
  readonly subprotocols?: readonly string[];
  readonly perMessageDeflate?: boolean;
  readonly maxMessageBytes?: number;
  readonly tls?: {
    readonly verify?: boolean;
    readonly serverName?: string;
    readonly caFile?: string;
    readonly certificateFile?: string;
    readonly keyFile?: string;
    readonly passphrase?: string;
  };
  readonly proxy?: string;
  readonly maxRedirects?: number;
  readonly connectTimeout?: Duration;
}

export interface Bytes {
  readonly hex?: string;
  readonly base64?: string;
  readonly utf8?: string;
  readonly file?: string;
}

export interface ExpectedBytes extends Bytes {
  readonly startsWith?: string;
  readonly length?: number;
}

/** What must come. Every `unknown` is a value to match, with operators. */
export interface Expectation {
  readonly event?: unknown;
  readonly args?: unknown;
  readonly namespace?: string;
  readonly text?: unknown;
  readonly json?: unknown;
  readonly binary?: ExpectedBytes;
  readonly ping?: unknown;
  readonly pong?: unknown;
  readonly close?: { readonly code?: unknown; readonly reason?: unknown; readonly clean?: boolean };
  readonly path?: Readonly<Record<string, unknown>>;
  readonly schema?: object | boolean;
  readonly exact?: boolean;
}

export interface ExpectedRefusal {
  readonly code?: unknown;
  readonly step?: unknown;
  readonly message?: unknown;
  readonly status?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

interface StepCommon {
  readonly name?: string;
}

interface OnConnection extends StepCommon {
  readonly on?: string;
}

interface Waiting extends OnConnection {
  readonly within?: Duration;
}

export interface ConnectStep extends StepCommon {
  readonly connect: string | readonly string[];
  readonly within?: Duration;
  readonly capture?: Captures;
  readonly version?: unknown;
  readonly subprotocol?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly fails?: true | string | ExpectedRefusal;
}

export type SendBody =
  | { readonly text: string }
  | { readonly json: unknown }
  | { readonly xml: string }
  | { readonly html: string }
  | { readonly binary: Bytes }
  | { readonly ping: string }
  | { readonly pong: string }
  | { readonly fault: FaultMessage["fault"] };

export interface SendStep extends OnConnection {
  readonly send: string | SendBody;
}

export interface EmitBody {
  readonly event: string;
  readonly args?: readonly unknown[];
  readonly namespace?: string;
  readonly ack?: boolean;
  readonly as?: string;
}

export interface EmitStep extends OnConnection {
  readonly emit: readonly [string, ...unknown[]] | EmitBody;
}

export interface ExpectStep extends Waiting {
  readonly expect: Expectation;
  readonly next?: boolean;
  readonly capture?: Captures;
}

export interface ExpectNoneStep extends Waiting {
  readonly expectNone: Expectation;
}

export interface AckExpectation {
  readonly of?: string;
  readonly args?: unknown;
  readonly path?: Readonly<Record<string, unknown>>;
  readonly schema?: object | boolean;
  readonly exact?: boolean;
}

export interface ExpectAckStep extends Waiting {
  readonly expectAck: readonly unknown[] | AckExpectation;
  readonly capture?: Captures;
}

export interface AckStep extends OnConnection {
  readonly ack: readonly unknown[] | { readonly of?: string; readonly args?: readonly unknown[] };
}

export interface CaptureStep extends OnConnection {
  readonly capture: Captures;
}

export interface WaitStep extends StepCommon {
  readonly wait: Duration;
}

export interface CloseStep extends Waiting {
  readonly close: string | { readonly code?: number; readonly reason?: string };
}

export interface DisconnectStep extends StepCommon {
  readonly disconnect: string;
}

export interface RepeatStep extends StepCommon {
  readonly repeat: number | string | readonly unknown[];
  readonly as?: string;
  readonly steps: readonly StepFile[];
}

export interface ParallelStep extends StepCommon {
  readonly parallel: readonly (readonly StepFile[])[] | Readonly<Record<string, readonly StepFile[]>>;
}

export interface CallStep extends StepCommon {
  readonly call: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly connections?: Readonly<Record<string, string>>;
  readonly capture?: Readonly<Record<string, string>>;
}

export type StepFile =
  | ConnectStep
  | SendStep
  | EmitStep
  | ExpectStep
  | ExpectNoneStep
  | ExpectAckStep
  | AckStep
  | CaptureStep
  | WaitStep
  | CloseStep
  | DisconnectStep
  | RepeatStep
  | ParallelStep
  | CallStep;
