import type { ConnectionRequest } from "../../contract/index.js";
import type { Path } from "../../yaml-files/index.js";
import type { Captures, ConnectionFile, Duration, StepFile } from "../format.js";
import type { Arrival } from "../matching/arrival.js";
import { valuesAt } from "../matching/json-path.js";
import { regularExpression } from "../matching/operators.js";
import { milliseconds } from "../reading/duration.js";
import { StepFailure } from "./failure.js";
import type { ScenarioScope } from "./scope.js";
import type { Session } from "./session.js";

/** A connection that steps may use: what the file says of it, and its session. */
export interface NamedConnection {
  readonly file: ConnectionFile;
  readonly session: Session;
  /** The request, its variables resolved. */
  request(): Promise<ConnectionRequest>;
}

/** What a step is given to do its work. */
export interface StepContext {
  readonly scope: ScenarioScope;
  readonly signal: AbortSignal;
  /** The scenario's file's directory. */
  readonly directory: string;
  readonly defaultTimeoutMs: number;
  /** The connection of that name; the only one where no name is given. */
  connection(name: string | undefined): NamedConnection;
  /** Does further steps. `path` leads to their list in the file; `label` names the round or branch. */
  doSteps(steps: readonly StepFile[], path: Path, change?: Partial<ContextChange>): Promise<void>;
  /** Runs another file's steps. */
  call(file: string, options: CallOptions): Promise<void>;
  /** Where this step stands in the file. */
  readonly path: Path;
}

export interface ContextChange {
  readonly scope: ScenarioScope;
  readonly signal: AbortSignal;
  readonly label: string;
}

export interface CallOptions {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly connections: Readonly<Record<string, string>>;
  readonly capture: Readonly<Record<string, string>>;
}

export function timeoutOf(context: StepContext, within: Duration | undefined): number {
  return within === undefined ? context.defaultTimeoutMs : milliseconds(within);
}

/** Takes values out of what matched, and facts of its connection, into variables. */
export function captureValues(
  context: StepContext,
  captures: Captures | undefined,
  session: Session,
  arrival: Arrival | undefined,
): void {
  for (const [variable, source] of Object.entries(captures ?? {})) {
    const value = capturedValue(source, session, arrival);
    if (value === undefined) {
      throw new StepFailure("CAPTURE_MISSING", {
        connection: session.name,
        message: `There is no ${source} to capture as {{${variable}}}.`,
        ...(arrival && { seq: arrival.seq }),
      });
    }
    context.scope.set(variable, value);
  }
}

function capturedValue(source: string, session: Session, arrival: Arrival | undefined): unknown {
  if (source.startsWith("$")) return arrival && valuesAt(source, arrival.value)[0];
  if (source.startsWith("/")) {
    const text = arrival?.text ?? JSON.stringify(arrival?.value ?? "");
    const match = regularExpression(source).exec(text);
    return match?.[1] ?? match?.[0];
  }
  const { state } = session;
  switch (source) {
    case "text":
      return arrival?.text;
    case "socketId":
      return state?.socketId;
    case "subprotocol":
      return state?.subprotocol;
    case "version":
      return state?.version;
    default:
      return undefined;
  }
}
