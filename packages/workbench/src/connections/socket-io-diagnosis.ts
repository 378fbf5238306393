import type { Problem, SocketIoRequest } from "../contract/index.js";
import { networkProblem } from "./network-problem.js";
import { probeEngine } from "./probe.js";
import { problems } from "./problems.js";
import { answerOf, type HttpAnswer } from "./refusal.js";
import { requestHeaders } from "./request-url.js";

export interface FailedAttempt {
  readonly url: URL;
  readonly error: Error;
  readonly request: SocketIoRequest;
  /** A WebSocket handshake was accepted, so somebody speaks WebSocket there. */
  readonly sawWebSocket: boolean;
  readonly timeoutMs: number;
}

const probeTimeoutMs = 3000;

/** Why no Socket.IO session came about. Asks the server once more, over polling, what it is. */
export async function diagnoseSocketIo(attempt: FailedAttempt): Promise<Problem> {
  const { url, error, request, sawWebSocket, timeoutMs } = attempt;
  const refusal = refusalIn(error);
  const isTimeout = error.message === "timeout";
  if (!refusal && !isTimeout && !sawWebSocket) {
    const problem = networkProblem(causeOf(error), url);
    if (problem.code !== "CONNECT_FAILED" && problem.code !== "CONNECT_RESET") return problem;
  }
  const path = request.path ?? "/socket.io";
  const finding = await probeEngine(url, path, {
    headers: requestHeaders(request),
    verifyTls: request.tls?.verify !== false,
    timeoutMs: Math.min(probeTimeoutMs, timeoutMs),
  });
  if (!finding) {
    if (refusal) return problems.httpRefused(refusal);
    if (isTimeout) return problems.timeout(url.hostname, "http", timeoutMs);
    return networkProblem(causeOf(error), url);
  }
  if (finding.engine === 3 && request.version !== 2 && request.version !== "auto") {
    return problems.version("2 (Engine.IO 3)", "v2");
  }
  if (finding.engine === 4 && request.version === 2) {
    const found = finding.version === 3 ? "3" : "4";
    return problems.version(`${found} (Engine.IO 4) and takes no v2 clients`, `v${found}`);
  }
  if (finding.version === undefined) {
    const status = finding.answer.status;
    if (sawWebSocket || status === 426) return problems.isWebSocket();
    if (status === 401 || status === 403 || status >= 500) return problems.httpRefused(finding.answer);
    return problems.notSocketIo(path, finding.answer);
  }
  if (refusal) return problems.httpRefused(refusal);
  if (isTimeout) return problems.engineTimeout(timeoutMs);
  return networkProblem(causeOf(error), url);
}

/** The client's errors carry what was refused, or the error below them, as their cause. */
function causeOf(error: Error): unknown {
  return error.cause ?? error;
}

function refusalIn(error: Error): HttpAnswer | undefined {
  const cause = error.cause;
  if (typeof cause !== "object" || cause === null || !("status" in cause) || !("body" in cause))
    return undefined;
  const headers =
    "headers" in cause && typeof cause.headers === "object" ? Object.entries(cause.headers ?? {}) : [];
  return answerOf(
    Number(cause.status),
    headers.map(([name, value]) => [name, String(value)]),
    String(cause.body),
  );
}
