import { dirname, resolve } from "node:path";
import { RunLog } from "../../capture-files/run-log.js";
import { Connection } from "../../connections/index.js";
import type { ConnectionRequest } from "../../contract/index.js";
import type { Path } from "../../yaml-files/index.js";
import type { ConnectionFile, StepFile } from "../format.js";
import { milliseconds } from "../reading/duration.js";
import { readScenario } from "../reading/read.js";
import type { Scenario } from "../reading/scenario.js";
import type { CallOptions, ContextChange, NamedConnection, StepContext } from "./context.js";
import type { StepEvent } from "./events.js";
import { Interrupted, type ScenarioFailure, StepFailure } from "./failure.js";
import { requestOf } from "./request.js";
import { type GivenVariables, noVariables, ScenarioScope } from "./scope.js";
import { type CreateConnection, Session } from "./session.js";
import { stepTitle } from "./step-title.js";
import { doStep } from "./steps/index.js";
import { timelineAround } from "./timeline-around.js";

export interface RunOptions {
  /** The row it is run with. */
  readonly row?: Readonly<Record<string, unknown>>;
  readonly variables?: GivenVariables;
  /** Ends the run: steps that wait stop, connections are closed. */
  readonly signal?: AbortSignal;
  readonly onStep?: (event: StepEvent) => void;
  /** Where connections come from; default: the drivers, with nobody else watching. */
  readonly createConnection?: CreateConnection;
  /** A saved request of the project. Rejects with an `Error` that says why there is none. */
  readonly savedRequest?: (path: string) => Promise<ConnectionRequest>;
}

export interface RunOutcome {
  readonly status: "passed" | "failed" | "interrupted";
  readonly durationMs: number;
  readonly steps: number;
  readonly failure?: ScenarioFailure;
  readonly reason?: string;
  /** Everything that happened. */
  readonly log: RunLog;
}

const defaultTimeoutMs = 5000;
const defaultLimitMs = 5 * 60_000;
const maxCallDepth = 20;

/** Runs a scenario once. Never rejects for what the scenario or its servers do. */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<RunOutcome> {
  return await new Run(scenario, options).run();
}

/** One file in a run: its names and variables. A call begins another one. */
interface Frame {
  readonly scenario: Scenario;
  readonly scope: ScenarioScope;
  readonly connections: ReadonlyMap<string, NamedConnection>;
  readonly depth: number;
}

class Run {
  readonly #scenario: Scenario;
  readonly #options: RunOptions;
  readonly #log = new RunLog();
  readonly #sessions = new Set<Session>();
  #steps = 0;
  #failure: ScenarioFailure | undefined;

  constructor(scenario: Scenario, options: RunOptions) {
    this.#scenario = scenario;
    this.#options = options;
  }

  async run(): Promise<RunOutcome> {
    const started = performance.now();
    const { content } = this.#scenario;
    const limit = new AbortController();
    const limitMs = content.limit === undefined ? defaultLimitMs : milliseconds(content.limit);
    const timer = setTimeout(() => limit.abort(timeLimit(limitMs)), limitMs);
    const signal = this.#options.signal
      ? AbortSignal.any([this.#options.signal, limit.signal])
      : limit.signal;
    const { variables = noVariables, row } = this.#options;
    const scope = new ScenarioScope(variables, content.variables, row);
    const frame = this.#frame(this.#scenario, scope, new Map(), 0);
    let reason: string | undefined;
    try {
      await this.#doSteps(frame, content.steps, ["steps"], { scope, signal, label: "" }, [], 0);
    } catch (error) {
      if (error instanceof Interrupted) reason = error.message;
      else if (!(error instanceof StepFailure)) throw error;
    } finally {
      clearTimeout(timer);
      await Promise.all([...this.#sessions].map((session) => session.end()));
    }
    return {
      status: this.#failure ? "failed" : reason === undefined ? "passed" : "interrupted",
      durationMs: performance.now() - started,
      steps: this.#steps,
      log: this.#log,
      ...(this.#failure && { failure: this.#failure }),
      ...(reason !== undefined && { reason }),
    };
  }

  #frame(
    scenario: Scenario,
    scope: ScenarioScope,
    given: ReadonlyMap<string, NamedConnection>,
    depth: number,
  ): Frame {
    const connections = new Map(given);
    for (const [name, file] of Object.entries(scenario.content.connections ?? {})) {
      if (!given.has(name)) connections.set(name, this.#connection(name, file, scope));
    }
    return { scenario, scope, connections, depth };
  }

  #connection(name: string, file: ConnectionFile, scope: ScenarioScope): NamedConnection {
    const create = this.#options.createConnection ?? ((options) => new Connection(options));
    const session = new Session(this.#uniqueName(name), this.#log, create);
    this.#sessions.add(session);
    return {
      file,
      session,
      request: async () => {
        const { request, ...own } = scope.resolve(file);
        return requestOf(own, request === undefined ? undefined : await this.#savedRequest(request, scope));
      },
    };
  }

  /** A called file may use names of its caller for connections of its own. */
  #uniqueName(name: string): string {
    const taken = new Set([...this.#sessions].map((session) => session.name));
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : `${name} ${number}`;
      if (!taken.has(candidate)) return candidate;
    }
  }

  async #savedRequest(path: string, scope: ScenarioScope): Promise<ConnectionRequest> {
    const { savedRequest } = this.#options;
    if (!savedRequest) {
      throw new StepFailure("STEP_IMPOSSIBLE", { message: `There is no project to take "${path}" from.` });
    }
    try {
      return scope.resolve(await savedRequest(path));
    } catch (error) {
      if (error instanceof StepFailure) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new StepFailure("STEP_IMPOSSIBLE", {
        message: `The saved request "${path}" cannot be used: ${why}`,
      });
    }
  }

  async #doSteps(
    frame: Frame,
    steps: readonly StepFile[],
    path: Path,
    state: ContextChange,
    within: readonly string[],
    depth: number,
  ): Promise<void> {
    for (const [index, step] of steps.entries()) {
      await this.#doStep(frame, step, [...path, index], state, within, depth);
    }
  }

  async #doStep(
    frame: Frame,
    step: StepFile,
    path: Path,
    state: ContextChange,
    within: readonly string[],
    depth: number,
  ): Promise<void> {
    const { source, directory, content } = frame.scenario;
    const at = source.positionOf(path);
    let title = stepTitle(step);
    const place = `${at.file}:${at.line}`;
    const context: StepContext = {
      ...state,
      directory,
      path,
      defaultTimeoutMs: content.timeout === undefined ? defaultTimeoutMs : milliseconds(content.timeout),
      connection: (name) => connectionOf(frame, name),
      doSteps: (inner, innerPath, change) => {
        const next = { ...state, ...change };
        const label = change?.label === undefined ? place : `${place} ${title}, ${change.label}`;
        return this.#doSteps(frame, inner, innerPath, next, [...within, label], depth + 1);
      },
      call: (file, options) =>
        this.#call(frame, file, options, state, [...within, `${place} ${title}`], depth),
    };
    const started = performance.now();
    const tell = (kind: StepEvent["state"]) =>
      this.#options.onStep?.({
        state: kind,
        title,
        file: at.file,
        line: at.line,
        depth,
        seq: this.#log.lastSeq,
        ...(kind !== "started" && { durationMs: performance.now() - started }),
      });
    try {
      state.signal.throwIfAborted();
      const resolved = resolveStep(step, state.scope);
      title = stepTitle(resolved);
      tell("started");
      await doStep(resolved, context);
      this.#steps++;
      tell("passed");
    } catch (error) {
      if (error instanceof Interrupted) {
        tell("interrupted");
        throw error;
      }
      const failure = failureOf(error);
      tell("failed");
      this.#failure ??= {
        ...failure.facts,
        code: failure.code,
        at,
        within,
        step: title,
        timeline: timelineAround(this.#log, failure.facts.seq),
      };
      throw failure;
    }
  }

  async #call(
    caller: Frame,
    file: string,
    options: CallOptions,
    state: ContextChange,
    within: readonly string[],
    depth: number,
  ): Promise<void> {
    if (caller.depth >= maxCallDepth) {
      throw new StepFailure("STEP_IMPOSSIBLE", {
        message: `Calls are more than ${maxCallDepth} files deep.`,
      });
    }
    const scenario = await this.#read(resolve(dirname(caller.scenario.file), file), file);
    const given = new Map(
      Object.entries(options.connections).map(([name, ours]) => [name, connectionOf(caller, ours)]),
    );
    const scope = caller.scope.forCall(scenario.content.variables ?? {}, options.variables);
    const frame = this.#frame(scenario, scope, given, caller.depth + 1);
    const own = [...frame.connections].filter(([name]) => !given.has(name)).map(([, { session }]) => session);
    try {
      await this.#doSteps(frame, scenario.content.steps, ["steps"], { ...state, scope }, within, depth + 1);
    } finally {
      await Promise.all(own.map((session) => session.end()));
      for (const session of own) this.#sessions.delete(session);
    }
    for (const [variable, theirs] of Object.entries(options.capture)) {
      const value = scope.get(theirs);
      if (value === undefined) {
        throw new StepFailure("CAPTURE_MISSING", {
          message: `"${file}" has no variable "${theirs}" to capture as {{${variable}}}.`,
        });
      }
      state.scope.set(variable, value);
    }
  }

  async #read(path: string, written: string): Promise<Scenario> {
    try {
      return await readScenario(path);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new StepFailure("STEP_IMPOSSIBLE", { message: `"${written}" cannot be called: ${why}` });
    }
  }
}

/** A value that variables made of no use is a fault of the step; anything else is ours. */
function failureOf(error: unknown): StepFailure {
  if (error instanceof StepFailure) return error;
  if (error instanceof RangeError)
    return new StepFailure("STEP_IMPOSSIBLE", { message: `${error.message}.` });
  throw error;
}

/** The steps within a step are resolved when their turn comes. */
function resolveStep(step: StepFile, scope: ScenarioScope): StepFile {
  if ("repeat" in step) return { ...step, repeat: scope.resolve(step.repeat) };
  // A variable alone keeps its type, and a number is no message.
  if ("send" in step && typeof step.send === "string")
    return { ...scope.resolve(step), send: scope.text(step.send) };
  return "parallel" in step ? step : scope.resolve(step);
}

function connectionOf({ scenario, connections }: Frame, name: string | undefined): NamedConnection {
  const [first, ...others] = connections.values();
  const found = name === undefined && others.length === 0 ? first : connections.get(name ?? "");
  if (found) return found;
  throw new StepFailure("STEP_IMPOSSIBLE", {
    message: `${scenario.file} has no connection "${name ?? ""}".`,
  });
}

function timeLimit(limitMs: number): StepFailure {
  const message = `The scenario took longer than its limit of ${limitMs / 1000} s.`;
  return new StepFailure("TIME_LIMIT", { message });
}
