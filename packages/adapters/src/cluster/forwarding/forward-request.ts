import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as open,
  type ServerResponse,
} from "node:http";
import { pipeline } from "node:stream";
import { headersToPassOn, requestHeaders } from "./forwarded-headers.js";

/**
 * Asks another worker, and answers with what it says.
 *
 * @param onUnreachable nobody has answered, the response is untouched
 */
export function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { socketPath, agent }: { readonly socketPath: string; readonly agent: Agent },
  onUnreachable: () => void,
): void {
  const { method, url: path } = request;
  let forwarded: ClientRequest;
  try {
    forwarded = open({ socketPath, agent, method, path, headers: requestHeaders(request) });
  } catch {
    // Other versions of HTTP let characters through that a head of this one has no place for.
    onUnreachable();
    return;
  }
  forwarded.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, headersToPassOn(answer.headers));
    pipeline(answer, response, () => {});
  });
  forwarded.on("error", () => {
    if (response.writableEnded || response.destroyed) return;
    if (response.headersSent) response.destroy();
    else onUnreachable();
  });
  // A client that goes away while it waits: its session has to hear of it.
  response.on("close", () => forwarded.destroy());
  request.pipe(forwarded);
}
