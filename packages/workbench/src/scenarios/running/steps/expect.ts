import { show } from "../../../capture-files/show.js";
import type { AckExpectation, ExpectAckStep, Expectation, ExpectNoneStep, ExpectStep } from "../../format.js";
import { isList } from "../../is-list.js";
import type { Arrival } from "../../matching/arrival.js";
import type { Difference } from "../../matching/difference.js";
import {
  ackDifferences,
  arrivalDifferences,
  describeAck,
  describeExpectation,
  kindOf,
  nearestArrival,
  showArrival,
} from "../../matching/expectation.js";
import { differences } from "../../matching/match.js";
import { formatMilliseconds } from "../../reading/duration.js";
import { captureValues, type StepContext, timeoutOf } from "../context.js";
import { StepFailure } from "../failure.js";
import type { Session } from "../session.js";

const defaultNoneMs = 200;
const maxCandidates = 1000;

export async function expect(step: ExpectStep, context: StepContext): Promise<void> {
  const { session } = context.connection(step.on);
  const timeoutMs = timeoutOf(context, step.within);
  if (step.expect.close) return await expectClose(step.expect, session, timeoutMs, context);
  requireBeginning(session);
  const taken = await session.inbox.take((arrival) => isMatch(step.expect, arrival, context), {
    timeoutMs,
    signal: context.signal,
    ...(step.next && { next: isContent }),
  });
  if ("missing" in taken) {
    throw missing(step.expect, session, taken.missing, timeoutMs, step.next === true, context);
  }
  session.lastMatched = taken.found;
  captureValues(context, step.capture, session, taken.found);
}

export async function expectNone(step: ExpectNoneStep, context: StepContext): Promise<void> {
  const { session } = context.connection(step.on);
  const timeoutMs = step.within === undefined ? defaultNoneMs : timeoutOf(context, step.within);
  if (step.expectNone.close) return await expectNoClose(session, timeoutMs, context);
  requireBeginning(session);
  const taken = await session.inbox.take((arrival) => isMatch(step.expectNone, arrival, context), {
    timeoutMs,
    signal: context.signal,
  });
  if ("missing" in taken) return;
  throw new StepFailure("UNEXPECTED", {
    connection: session.name,
    message: `${sentence(describeExpectation(step.expectNone))} came on "${session.name}" and should not have.`,
    expected: `not ${describeExpectation(step.expectNone)}`,
    actual: showArrival(taken.found),
    seq: taken.found.seq,
  });
}

export async function expectAck(step: ExpectAckStep, context: StepContext): Promise<void> {
  const { session } = context.connection(step.on);
  const expected: AckExpectation = isList(step.expectAck) ? { args: step.expectAck } : step.expectAck;
  const asked = session.takeAsked(expected.of);
  if (!asked) {
    const which = expected.of === undefined ? "" : ` "${expected.of}"`;
    throw new StepFailure("STEP_IMPOSSIBLE", {
      connection: session.name,
      message: `No emit${which} with \`ack: true\` on "${session.name}" is left to expect an acknowledgement of.`,
    });
  }
  const timeoutMs = timeoutOf(context, step.within);
  const isThere = await session.whenAcked(asked, timeoutMs, context.signal);
  const described = describeAck(expected, asked.event);
  if (!isThere || !asked.ack) {
    const why = session.isOver ? describeEnd(session) : `nothing within ${formatMilliseconds(timeoutMs)}`;
    throw new StepFailure(session.isOver ? "CONNECTION_ENDED" : "ACK_MISSING", {
      connection: session.name,
      message: `"${session.name}" got no acknowledgement of ${show(asked.event)}: ${why}.`,
      expected: described,
      actual: why,
    });
  }
  const args = asked.ack.content.type === "arguments" ? asked.ack.content.args : [];
  const found = ackDifferences(expected, args, context.directory);
  if (found.length > 0) {
    throw new StepFailure("ACK_DIFFERS", {
      connection: session.name,
      message: `The acknowledgement of ${show(asked.event)} on "${session.name}" is not as expected.`,
      expected: described,
      actual: showArrival(asked.ack),
      differences: found,
      seq: asked.ack.seq,
    });
  }
  session.lastMatched = asked.ack;
  captureValues(context, step.capture, session, asked.ack);
}

async function expectClose(
  expected: Expectation,
  session: Session,
  timeoutMs: number,
  context: StepContext,
): Promise<void> {
  requireBeginning(session);
  const described = describeExpectation(expected);
  if (!(await session.whenOver(timeoutMs, context.signal))) {
    throw new StepFailure("EXPECTED_MISSING", {
      connection: session.name,
      message: `"${session.name}" was not closed within ${formatMilliseconds(timeoutMs)}.`,
      expected: described,
      actual: "a connection that stands",
    });
  }
  const { close } = session.state ?? {};
  const options = { exact: false, directory: context.directory };
  const found: Difference[] = [];
  for (const [key, wanted] of Object.entries(expected.close ?? {})) {
    found.push(...differences(wanted, close && Reflect.get(close, key), options, key));
  }
  if (found.length === 0) return;
  throw new StepFailure("CLOSE_DIFFERS", {
    connection: session.name,
    message: `"${session.name}" was closed, but not as expected.`,
    expected: described,
    actual: describeEnd(session),
    differences: found,
  });
}

async function expectNoClose(session: Session, timeoutMs: number, context: StepContext): Promise<void> {
  requireBeginning(session);
  if (!(await session.whenOver(timeoutMs, context.signal))) return;
  throw new StepFailure("UNEXPECTED", {
    connection: session.name,
    message: `"${session.name}" ended and should not have: ${describeEnd(session)}.`,
    expected: "a connection that stands",
    actual: describeEnd(session),
  });
}

function missing(
  expected: Expectation,
  session: Session,
  why: "timeout" | "over",
  timeoutMs: number,
  isNext: boolean,
  context: StepContext,
): StepFailure {
  const candidates = isNext ? firstContent(session.inbox.pending) : newest(session.inbox.pending);
  const near = nearestArrival(expected, candidates, context.directory);
  const described = describeExpectation(expected);
  const isOver = why === "over";
  const reason = isOver ? describeEnd(session) : `not within ${formatMilliseconds(timeoutMs)}`;
  const instead = near
    ? `${showArrival(near.arrival)}${isOver ? `, then ${describeEnd(session)}` : ""}`
    : isOver
      ? describeEnd(session)
      : "nothing that was not expected before";
  return new StepFailure(isOver ? "CONNECTION_ENDED" : "EXPECTED_MISSING", {
    connection: session.name,
    message:
      isNext && near
        ? `The next to come on "${session.name}" is not ${described}.`
        : `${sentence(described)} did not come on "${session.name}": ${reason}.`,
    expected: described,
    actual: instead,
    ...(near && { differences: near.differences, seq: near.arrival.seq }),
  });
}

function isMatch(expected: Expectation, arrival: Arrival, { directory }: StepContext): boolean {
  const kind = kindOf(expected);
  // An expectation by path or schema alone means messages and events, not control frames.
  if (kind === undefined ? !isContent(arrival) : kind !== arrival.kind) return false;
  return arrivalDifferences(expected, arrival, directory).length === 0;
}

function isContent({ kind }: Arrival): boolean {
  return kind === "message" || kind === "event";
}

/** The nearest is sought among these alone, so that a failure after a flood is told at once. */
function newest(pending: Iterable<Arrival>): readonly Arrival[] {
  return [...pending].slice(-maxCandidates);
}

function firstContent(pending: Iterable<Arrival>): readonly Arrival[] {
  for (const arrival of pending) if (isContent(arrival)) return [arrival];
  return [];
}

function requireBeginning(session: Session): void {
  if (session.state) return;
  throw new StepFailure("STEP_IMPOSSIBLE", {
    connection: session.name,
    message: `"${session.name}" has not been connected.`,
  });
}

/** How a connection ended, for a person. */
export function describeEnd(session: Session): string {
  const { close, problem } = session.state ?? {};
  if (problem) return `the connection failed: ${problem.message}`;
  if (!close) return "the connection was dropped from here";
  const code = close.code === undefined ? "" : ` with ${close.code}`;
  const reason = close.reason === "" ? "" : ` "${close.reason}"`;
  return `the connection was closed${code}${reason} (${close.meaning})`;
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
