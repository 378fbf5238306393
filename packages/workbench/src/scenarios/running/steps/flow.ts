import { setTimeout as sleep } from "node:timers/promises";
import type { CallStep, CaptureStep, ParallelStep, RepeatStep, StepFile, WaitStep } from "../../format.js";
import { isList } from "../../is-list.js";
import { milliseconds } from "../../reading/duration.js";
import { captureValues, type StepContext } from "../context.js";
import { Interrupted, StepFailure } from "../failure.js";

export async function wait(step: WaitStep, { signal }: StepContext): Promise<void> {
  try {
    await sleep(milliseconds(step.wait), undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}

export async function capture(step: CaptureStep, context: StepContext): Promise<void> {
  const { session } = context.connection(step.on);
  captureValues(context, step.capture, session, session.lastMatched);
}

export async function repeat(step: RepeatStep, context: StepContext): Promise<void> {
  const { as = "n", steps } = step;
  const path = [...context.path, "steps"];
  let round = 0;
  for (const item of roundsOf(step.repeat)) {
    round++;
    await context.doSteps(steps, path, {
      scope: context.scope.with({ [as]: item }),
      label: `round ${round}`,
    });
  }
}

function* roundsOf(written: RepeatStep["repeat"]): Iterable<unknown> {
  if (typeof written === "object") {
    yield* written;
    return;
  }
  const times = Number(written);
  if (!Number.isInteger(times) || times < 0) {
    throw new StepFailure("STEP_IMPOSSIBLE", { message: `"${written}" is no number of rounds.` });
  }
  for (let round = 1; round <= times; round++) yield round;
}

/** All branches at once. The first that fails stops the others, and its failure is the step's. */
export async function parallel(step: ParallelStep, context: StepContext): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const isNamed = !isList(step.parallel);
  const branches = Object.entries<readonly StepFile[]>(step.parallel).map(
    ([key, steps]) => [isNamed ? key : Number(key), steps] as const,
  );
  const outcomes = await Promise.allSettled(
    branches.map(async ([key, steps]) => {
      const label = typeof key === "number" ? `branch ${key + 1}` : key;
      try {
        await context.doSteps(steps, [...context.path, "parallel", key], { signal, label });
      } catch (error) {
        stop.abort(new Interrupted("a branch beside it failed"));
        throw error;
      }
    }),
  );
  const reasons = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (reasons.length > 0) throw reasons.find((reason) => !(reason instanceof Interrupted)) ?? reasons[0];
}

export async function call(step: CallStep, context: StepContext): Promise<void> {
  await context.call(step.call, {
    variables: step.with ?? {},
    connections: step.connections ?? {},
    capture: step.capture ?? {},
  });
}
