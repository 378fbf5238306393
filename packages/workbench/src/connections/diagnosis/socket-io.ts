import type { Problem, SocketIoRequest } from "../../contract/index.js";
import type { Attempt } from "../driver.js";
import { type NetworkStep, problems } from "../problems/index.js";
import { cutProblem } from "./cut.js";
import { networkProblem } from "./network-problem.js";
import { type Finding, probeEngine } from "./probe.js";
import { answerOf, engineCode, type HttpAnswer, redirectOf } from "./refusal.js";

export interface FailedAttempt {
  readonly url: URL;
  /** The handshake path. */
  readonly path: string;
  readonly error: Error;
  readonly attempt: Attempt<SocketIoRequest>;
  readonly step: NetworkStep;
  /** A WebSocket handshake was accepted, so somebody speaks WebSocket there. */
  readonly sawWebSocket: boolean;
}

/** Engine.IO's refusal of a transport that is unknown or not allowed. */
const transportUnknown = 0;

/** Why no Socket.IO session came about. Asks the server once more, over polling, what it is. */
export async function diagnoseSocketIo(failed: FailedAttempt): Promise<Problem> {
  const { url, path, error, attempt, step, sawWebSocket } = failed;
  const { request, tls, connectTimeoutMs } = attempt;
  const refusal = refusalIn(error);
  const isTimeout = error.message === "timeout";
  if (!refusal && !isTimeout && !sawWebSocket) {
    const problem = networkProblem(error.cause ?? error, url, step);
    if (problem.code !== "CONNECT_FAILED" && problem.code !== "CONNECT_RESET") return problem;
  }
  const location = refusal && redirectOf(refusal, url);
  if (location) return problems.redirect(location.href, refusal);
  if (isTimeout && step !== "http") return problems.timeout(url.hostname, step, connectTimeoutMs);
  const finding = await probeEngine(url, path, { request, tls });
  if (!finding) {
    if (refusal) return problems.httpRefused(refusal);
    if (isTimeout) return problems.timeout(url.hostname, "http", connectTimeoutMs);
    const problem = networkProblem(error.cause ?? error, url, step);
    return problem.code === "CONNECT_RESET" ? await cutProblem(url, request) : problem;
  }
  return (
    versionProblem(finding, request) ??
    (await refusedOrigin(failed, finding)) ??
    kindProblem(failed, finding) ??
    transportProblem(request, refusal ?? finding.answer) ??
    (refusal ? problems.httpRefused(refusal) : undefined) ??
    (isTimeout ? problems.engineTimeout(connectTimeoutMs) : undefined) ??
    networkProblem(error.cause ?? error, url, step)
  );
}

function versionProblem(finding: Finding, request: SocketIoRequest): Problem | undefined {
  if (finding.engine === 3 && request.version !== 2 && request.version !== "auto") {
    return problems.version("2 (Engine.IO 3)", "v2");
  }
  if (finding.engine === 4 && request.version === 2) {
    const found = finding.version === 3 ? "3" : "4";
    return problems.version(`${found} (Engine.IO 4) and takes no v2 clients`, `v${found}`);
  }
  return undefined;
}

/** Refused with the request's own origin, and taken without: the server's CORS settings say no. */
async function refusedOrigin(
  { url, path, attempt }: FailedAttempt,
  { answer }: Finding,
): Promise<Problem | undefined> {
  const { origin, ...rest } = attempt.request;
  if (answer.status !== 403 || !origin) return undefined;
  const without = await probeEngine(url, path, { request: rest, tls: attempt.tls });
  return without?.version === undefined ? undefined : problems.originRefused(origin, answer);
}

/** What answers is no Socket.IO server. */
function kindProblem(
  { path, sawWebSocket }: FailedAttempt,
  { version, answer }: Finding,
): Problem | undefined {
  if (version !== undefined) return undefined;
  const { status } = answer;
  if (sawWebSocket || status === 426) return problems.isWebSocket();
  if (status === 401 || status === 403 || status >= 500) return problems.httpRefused(answer);
  return problems.notSocketIo(path, answer);
}

function transportProblem(request: SocketIoRequest, answer: HttpAnswer): Problem | undefined {
  if (engineCode(answer) !== transportUnknown) return undefined;
  return problems.transportDisabled(request.transports?.[0] ?? "websocket", answer);
}

/** What the server answered in the place of a session, which the client's errors carry as their cause. */
export function refusalIn(error: Error): HttpAnswer | undefined {
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
