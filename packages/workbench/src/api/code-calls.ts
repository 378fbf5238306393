import { codeOf } from "../code/index.js";
import type { CodeCall } from "../contract/index.js";
import { resolveRequest, type Scope, scopeOf } from "../variables/index.js";
import type { Workbench } from "../workbench.js";
import { attempt, type CallSource, on } from "./calls.js";
import { checkCodeCall } from "./code-checks.js";

/** Writes connections and messages down for other tools. */
export function serveCode(socket: CallSource, workbench: Workbench): void {
  on(socket, "code:of", async (call, ack) => {
    const problem = checkCodeCall(call);
    if (problem) {
      ack({ ok: false, problem });
      return;
    }
    const result = await attempt(() => codeOf(resolved(call, workbench.scope)));
    if (!result.ok) ack(result);
    else if (result.value) ack({ ok: true, value: result.value });
    else ack({ ok: false, problem: noCode(call.target, call.request.protocol) });
  });
}

/**
 * With the values of variables, but for secrets: what is copied is pasted into chats and tickets. Where one has no
 * value, the request stays as it was written.
 */
function resolved(call: CodeCall, scope: Scope): CodeCall {
  const shown = scopeOf(
    scope.list().map((variable) => ({
      ...variable,
      value: variable.secret ? `{{$literal ${variable.name}}}` : variable.value,
    })),
  );
  const request = resolveRequest(call.request, shown);
  return request.ok ? { ...call, request: request.value } : call;
}

function noCode(target: string, protocol: string) {
  return {
    code: "CODE_UNSUITABLE",
    message: `A ${protocol} connection is not written down for ${target}.`,
    values: { target, protocol },
  };
}
