import { show } from "../../capture-files/show.js";
import type { StepFile } from "../format.js";
import { describeExpectation } from "../matching/expectation.js";

/** What a step is, on one line: its name, or what it does. */
export function stepTitle(step: StepFile): string {
  if (step.name !== undefined) return step.name;
  const on = "on" in step && step.on !== undefined ? ` on ${step.on}` : "";
  if ("connect" in step) {
    const names = typeof step.connect === "string" ? step.connect : step.connect.join(", ");
    return `connect ${names}${step.fails === undefined ? "" : " (to be refused)"}`;
  }
  if ("send" in step) return `send ${show(step.send)}${on}`;
  if ("emit" in step) return `emit ${show(step.emit)}${on}`;
  if ("expect" in step) return `expect ${describeExpectation(step.expect)}${on}`;
  if ("expectNone" in step) return `expect none of ${describeExpectation(step.expectNone)}${on}`;
  if ("expectAck" in step) return `expect an acknowledgement ${show(step.expectAck)}${on}`;
  if ("ack" in step) return `acknowledge with ${show(step.ack)}${on}`;
  if ("call" in step) return `call ${step.call}`;
  if ("wait" in step) return `wait ${step.wait}`;
  if ("close" in step) return typeof step.close === "string" ? `close ${step.close}` : `close${on}`;
  if ("disconnect" in step) return `disconnect ${step.disconnect}`;
  if ("repeat" in step) return `repeat ${show(step.repeat)}`;
  if ("parallel" in step) return "in parallel";
  return `capture ${Object.keys(step.capture).join(", ")}${on}`;
}
