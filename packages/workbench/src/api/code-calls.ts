import { codeOf } from "../code/index.js";
import { attempt, type CallSource, on } from "./calls.js";
import { checkCodeCall } from "./code-checks.js";

/** Writes connections and messages down for other tools. */
export function serveCode(socket: CallSource): void {
  on(socket, "code:of", async (call, ack) => {
    const problem = checkCodeCall(call);
    if (problem) {
      ack({ ok: false, problem });
      return;
    }
    const result = await attempt(() => codeOf(call));
    if (!result.ok) ack(result);
    else if (result.value) ack({ ok: true, value: result.value });
    else ack({ ok: false, problem: noCode(call.target, call.request.protocol) });
  });
}

function noCode(target: string, protocol: string) {
  return {
    code: "CODE_UNSUITABLE",
    message: `A ${protocol} connection is not written down for ${target}.`,
    values: { target, protocol },
  };
}
