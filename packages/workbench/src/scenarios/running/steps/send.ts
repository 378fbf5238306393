import type { OutgoingMessage } from "../../../contract/index.js";
import type { AckStep, EmitBody, EmitStep, SendStep } from "../../format.js";
import { isList } from "../../is-list.js";
import type { StepContext } from "../context.js";
import { StepFailure } from "../failure.js";
import { argumentsOf, messageOf } from "../outgoing.js";
import { textOf } from "../scope.js";
import type { Session } from "../session.js";

export async function send(step: SendStep, context: StepContext): Promise<void> {
  const { session } = context.connection(step.on);
  session.send(composed(session, () => messageOf(step.send, context.directory)));
}

export async function emit(step: EmitStep, context: StepContext): Promise<void> {
  const { session } = context.connection(step.on);
  const body = bodyOf(step.emit);
  const message = composed(session, () => ({
    kind: "event" as const,
    event: textOf(body.event),
    args: argumentsOf(body.args ?? [], context.directory),
    ...(body.namespace !== undefined && { namespace: body.namespace }),
  }));
  if (body.ack) session.ask(message, body.as);
  else session.send(message);
}

/** Answers an event that asked for an acknowledgement. */
export async function ack(step: AckStep, context: StepContext): Promise<void> {
  const { session } = context.connection(step.on);
  const { of, args = [] } = isList(step.ack) ? { args: step.ack } : step.ack;
  const question = session.nextQuestion(of);
  if (question?.entry.ackId === undefined) {
    throw new StepFailure("STEP_IMPOSSIBLE", {
      connection: session.name,
      message: `No event ${of === undefined ? "" : `"${of}" `}on "${session.name}" waits for an acknowledgement.`,
    });
  }
  const { ackId, namespace } = question.entry;
  const message = composed(session, () => ({
    kind: "ack" as const,
    ackId,
    args: argumentsOf(args, context.directory),
    ...(namespace !== undefined && { namespace }),
  }));
  session.answer(question, message);
}

function bodyOf(written: EmitStep["emit"]): EmitBody {
  if ("event" in written) return written;
  const [event, ...args] = written;
  return { event, args };
}

/** What is wrong with a message as it is written fails the step. */
function composed<M extends OutgoingMessage>(session: Session, compose: () => M): M {
  try {
    return compose();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StepFailure("SEND_REFUSED", {
      connection: session.name,
      message: `The message was not sent: ${why}.`,
    });
  }
}
