/** Whether a page asks for code in the shape of the contract. */
import type { Problem } from "../contract/index.js";
import { checkMessage, checkOpenCall } from "./checks.js";
import { isObject, wrong } from "./shape.js";

const targets: readonly unknown[] = ["wscat", "websocat", "ws", "socket.io-client", "browser", "python"];

export function checkCodeCall(call: unknown): Problem | undefined {
  if (!isObject(call)) return wrong("the call", "an object");
  if (!targets.includes(call.target)) return wrong("target", targets.join(", "));
  return checkOpenCall({ request: call.request }) ?? (call.message ? checkMessage(call.message) : undefined);
}
