import type { IncomingMessage } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Problem } from "../../contract/index.js";
import { problems } from "../problems/index.js";

export type HttpAnswer = NonNullable<Problem["response"]>;

const maxBodyBytes = 64 * 1024;
const bodyTimeoutMs = 2000;

/** An HTTP answer with as much of its body as is shown; a body that does not come is not waited for. */
export function readAnswer(response: IncomingMessage): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      clearTimeout(timer);
      const headers: [string, string][] = [];
      for (let index = 0; index + 1 < response.rawHeaders.length; index += 2) {
        headers.push([response.rawHeaders[index] ?? "", response.rawHeaders[index + 1] ?? ""]);
      }
      const status = response.statusCode ?? 0;
      resolve(answerOf(status, headers, Buffer.concat(chunks).toString("utf8"), response.statusMessage));
      response.destroy();
    };
    const timer = setTimeout(finish, bodyTimeoutMs);
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, maxBodyBytes - size));
      size += chunk.length;
      if (size >= maxBodyBytes) finish();
    });
    response.once("end", finish);
    response.once("error", finish);
  });
}

export function answerOf(
  status: number,
  headers: readonly (readonly [string, string])[],
  body: string,
  statusText?: string,
): HttpAnswer {
  return {
    status,
    statusText: statusText || STATUS_CODES[status] || "",
    headers,
    body: body.slice(0, maxBodyBytes),
  };
}

/** The problem of a WebSocket handshake that was answered by something other than 101. */
export function refusalProblem(answer: HttpAnswer, url: URL): Problem {
  if (isEngineRefusal(answer)) return problems.isSocketIo(answer);
  const location = redirectOf(answer, url);
  if (location) return problems.redirect(location.href, answer);
  if (answer.status >= 200 && answer.status < 300) return problems.notWebSocket(answer);
  return problems.httpRefused(answer);
}

/** Where a redirecting answer leads. */
export function redirectOf(answer: HttpAnswer, url: URL): URL | undefined {
  if (answer.status < 300 || answer.status >= 400) return undefined;
  const [, location] = answer.headers.find(([name]) => name.toLowerCase() === "location") ?? [];
  return location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
}

/** Engine.IO refuses with 400 and JSON of `code` and `message`. */
function isEngineRefusal(answer: HttpAnswer): boolean {
  return engineCode(answer) !== undefined;
}

/** The number in an Engine.IO refusal: 0 transport unknown, 5 version not served, … */
export function engineCode(answer: HttpAnswer): number | undefined {
  if (answer.status !== 400 && answer.status !== 403) return undefined;
  try {
    const body: unknown = JSON.parse(answer.body);
    const isRefusal = typeof body === "object" && body !== null && "code" in body && "message" in body;
    return isRefusal && typeof body.code === "number" ? body.code : undefined;
  } catch {
    return undefined;
  }
}
