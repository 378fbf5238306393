import { show } from "../../../capture-files/show.js";
import type { ConnectionState, Problem } from "../../../contract/index.js";
import type { ConnectStep, ExpectedRefusal } from "../../format.js";
import type { Difference } from "../../matching/difference.js";
import { asText } from "../../matching/expectation.js";
import { differences } from "../../matching/match.js";
import { milliseconds } from "../../reading/duration.js";
import { captureValues, type StepContext } from "../context.js";
import { StepFailure } from "../failure.js";
import { handshakeAnswer } from "../handshake.js";
import type { Session } from "../session.js";

export async function connect(step: ConnectStep, context: StepContext): Promise<void> {
  const names = typeof step.connect === "string" ? [step.connect] : step.connect;
  await Promise.all(names.map((name) => connectOne(name, step, context)));
}

async function connectOne(name: string, step: ConnectStep, context: StepContext): Promise<void> {
  const { session, request } = context.connection(name);
  if (session.isOpen) {
    throw new StepFailure("STEP_IMPOSSIBLE", {
      connection: name,
      message: `"${name}" is connected already.`,
    });
  }
  const resolved = await request();
  const within = step.within === undefined ? {} : { connectTimeoutMs: milliseconds(step.within) };
  const state = await session.open({ ...resolved, ...within }, context.signal);
  if (step.fails === undefined) {
    checkSuccess(state, step, session, context);
    captureValues(context, step.capture, session, undefined);
  } else checkFailure(state, step.fails, session, context);
}

function checkSuccess(
  state: ConnectionState,
  step: ConnectStep,
  session: Session,
  context: StepContext,
): void {
  const { problem, close } = state;
  if (problem) {
    throw new StepFailure("CONNECT_FAILED", {
      connection: session.name,
      message: `"${session.name}" could not connect: ${problem.message}`,
      expected: "a connection",
      actual: [problem.code, problem.message, problem.advice].filter(Boolean).join(" "),
      problem,
    });
  }
  if (close) {
    throw new StepFailure("CONNECT_FAILED", {
      connection: session.name,
      message: `"${session.name}" was closed at once: ${close.meaning}.`,
      expected: "a connection",
      actual: close.meaning,
    });
  }
  const options = { exact: false, directory: context.directory };
  const found: Difference[] = [];
  if (step.version !== undefined) {
    found.push(...differences(step.version, state.version, options, "version"));
  }
  if (step.subprotocol !== undefined) {
    found.push(...differences(step.subprotocol, state.subprotocol, options, "subprotocol"));
  }
  if (step.headers) {
    found.push(
      ...headerDifferences(step.headers, handshakeAnswer(session)?.headers ?? [], context.directory),
    );
  }
  if (found.length === 0) return;
  throw new StepFailure("CONNECT_DIFFERS", {
    connection: session.name,
    message: `"${session.name}" is connected, but the server's answer is not as expected.`,
    expected: found.map(({ path, expected }) => `${path} ${expected}`).join(", "),
    actual: found.map(({ path, actual }) => `${path} ${actual}`).join(", "),
    differences: found,
  });
}

function checkFailure(
  state: ConnectionState,
  fails: NonNullable<ConnectStep["fails"]>,
  session: Session,
  context: StepContext,
): void {
  const expected: ExpectedRefusal = fails === true ? {} : typeof fails === "string" ? { code: fails } : fails;
  const { problem } = state;
  if (!problem) {
    throw new StepFailure("CONNECT_NOT_REFUSED", {
      connection: session.name,
      message: `"${session.name}" should not have been able to connect, but is connected.`,
      expected: `a failure${fails === true ? "" : ` ${show(expected)}`}`,
      actual: "a connection",
    });
  }
  const found = refusalDifferences(expected, problem, context.directory);
  if (found.length === 0) return;
  throw new StepFailure("REFUSAL_DIFFERS", {
    connection: session.name,
    message: `"${session.name}" failed to connect, but not as expected.`,
    expected: show(expected),
    actual: `${problem.code}: ${problem.message}`,
    differences: found,
    problem,
  });
}

function refusalDifferences(
  expected: ExpectedRefusal,
  problem: Problem,
  directory: string,
): readonly Difference[] {
  const options = { exact: false, directory };
  const { headers, ...simple } = expected;
  const actual: Readonly<Record<keyof typeof simple, unknown>> = {
    code: problem.code,
    step: problem.step,
    message: problem.message,
    status: problem.response?.status,
    body: problem.response?.body,
  };
  const found: Difference[] = [];
  for (const key of Object.keys(actual) as (keyof typeof actual)[]) {
    if (simple[key] !== undefined) found.push(...differences(simple[key], actual[key], options, key));
  }
  if (headers) found.push(...headerDifferences(headers, problem.response?.headers ?? [], directory));
  return found;
}

function headerDifferences(
  expected: Readonly<Record<string, unknown>>,
  actual: readonly (readonly [name: string, value: string])[],
  directory: string,
): readonly Difference[] {
  const options = { exact: false, directory };
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const values = actual
      .filter(([key]) => key.toLowerCase() === name.toLowerCase())
      .map(([, value]) => value);
    const each = (values.length === 0 ? [undefined] : values).map((value) =>
      differences(asText(wanted), value, options, `header ${name}`),
    );
    return each.some((one) => one.length === 0) ? [] : (each[0] ?? []);
  });
}
