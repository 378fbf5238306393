import type { CloseStep, DisconnectStep } from "../../format.js";
import { formatMilliseconds } from "../../reading/duration.js";
import { type StepContext, timeoutOf } from "../context.js";
import { StepFailure } from "../failure.js";
import type { Session } from "../session.js";

export async function close(step: CloseStep, context: StepContext): Promise<void> {
  const name = typeof step.close === "string" ? step.close : step.on;
  const { code, reason } = typeof step.close === "string" ? {} : step.close;
  const { session } = context.connection(name);
  session.close(code, reason);
  await ended(session, timeoutOf(context, step.within), context.signal);
}

export async function disconnect(step: DisconnectStep, context: StepContext): Promise<void> {
  const { session } = context.connection(step.disconnect);
  if (session.state?.request.protocol === "websocket") {
    session.drop();
    return;
  }
  session.close();
  await ended(session, context.defaultTimeoutMs, context.signal);
}

async function ended(session: Session, timeoutMs: number, signal: AbortSignal): Promise<void> {
  if (await session.whenOver(timeoutMs, signal)) return;
  throw new StepFailure("EXPECTED_MISSING", {
    connection: session.name,
    message: `The closing handshake of "${session.name}" was not done within ${formatMilliseconds(timeoutMs)}.`,
    expected: "the end of the connection",
    actual: "no answer to the close frame",
  });
}
