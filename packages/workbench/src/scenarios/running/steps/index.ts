import type { StepFile } from "../../format.js";
import type { StepContext } from "../context.js";
import { connect } from "./connect.js";
import { close, disconnect } from "./end.js";
import { expect, expectAck, expectNone } from "./expect.js";
import { call, capture, parallel, repeat, wait } from "./flow.js";
import { ack, emit, send } from "./send.js";

/** Does one step. Its variables are resolved, those of the steps within it are not. */
export function doStep(step: StepFile, context: StepContext): Promise<void> {
  if ("connect" in step) return connect(step, context);
  if ("send" in step) return send(step, context);
  if ("emit" in step) return emit(step, context);
  if ("expect" in step) return expect(step, context);
  if ("expectNone" in step) return expectNone(step, context);
  if ("expectAck" in step) return expectAck(step, context);
  if ("ack" in step) return ack(step, context);
  if ("wait" in step) return wait(step, context);
  if ("close" in step) return close(step, context);
  if ("disconnect" in step) return disconnect(step, context);
  if ("repeat" in step) return repeat(step, context);
  if ("parallel" in step) return parallel(step, context);
  if ("call" in step) return call(step, context);
  return capture(step, context);
}
