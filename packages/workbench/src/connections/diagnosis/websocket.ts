import type { Problem, WebSocketRequest } from "../../contract/index.js";
import type { TlsFiles } from "../network/tls-files.js";
import { problems } from "../problems/index.js";
import { cutProblem } from "./cut.js";
import { probeEngine, probeUpgrade } from "./probe.js";
import { type HttpAnswer, refusalProblem } from "./refusal.js";

export interface RefusedHandshake {
  readonly url: URL;
  readonly request: WebSocketRequest;
  readonly tls: TlsFiles;
  /** Undefined: the connection was cut without one. */
  readonly answer: HttpAnswer | undefined;
}

const socketIoPath = "/socket.io";

/** Why a server did not take a WebSocket. Asks it once or twice more, to be sure. */
export async function diagnoseWebSocket(refused: RefusedHandshake): Promise<Problem> {
  const { url, request, tls, answer } = refused;
  const told = answer ? refusalProblem(answer, url) : await cutProblem(url, request);
  if (["IS_SOCKET_IO", "HTTP_REDIRECT", "TLS_SPOKEN"].includes(told.code)) return told;
  const finding = await probeEngine(url, socketIoPath, { request, tls });
  if (finding?.version !== undefined) return problems.isSocketIo(answer);
  if (answer?.status === 403 && (await takesOtherOrigin(refused))) {
    return problems.originRefused(request.origin ?? "", answer);
  }
  return told;
}

/** Whether the server takes the handshake when it comes from its own pages, or from none. */
async function takesOtherOrigin({ url, request, tls }: RefusedHandshake): Promise<boolean> {
  const { origin, ...rest } = request;
  const own = `${url.protocol === "wss:" ? "https" : "http"}://${url.host}`;
  const other = origin === undefined ? { ...rest, origin: own } : rest;
  return await probeUpgrade(url, { request: other, tls });
}
