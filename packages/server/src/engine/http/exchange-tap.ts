import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { SocketIoTap } from "@signalbox/wire";
import { now } from "../now.js";

export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** The body that the request came with, as far as it was read. */
  readonly requestBody?: Buffer;
}

/** When the requests in flight began. */
const began = new WeakMap<IncomingMessage, number>();

/** Notes when a request came in: only for requests that somebody observes. */
export function beginExchange(request: IncomingMessage): void {
  began.set(request, now());
}

/** Tells an observer of a request that has got its answer. */
export function tellExchange(
  tap: SocketIoTap | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, requestBody }: Answer,
): void {
  if (tap?.exchange === undefined) return;
  const end = now();
  const at = began.get(request) ?? end;
  tap.exchange({
    at,
    role: "server",
    method: request.method ?? "GET",
    url: request.url ?? "",
    status,
    requestHeaders: flat(request.headers),
    responseHeaders: flat({ ...response.getHeaders(), ...headers }),
    ...(requestBody === undefined ? {} : { requestBody }),
    ...(body === undefined ? {} : { responseBody: body }),
    durationMs: end - at,
  });
}

function flat(headers: OutgoingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : String(value),
    ]),
  );
}
