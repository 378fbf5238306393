import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** What concerns one connection only (RFC 9110 section 7.6.1), and what has been answered on it already. */
const OF_ONE_CONNECTION = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The headers for the next connection. Names that a Connection header lists are kept: both ends are the same
 * application, and a request must not get rid of the length of its own body.
 */
export function headersToPassOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !OF_ONE_CONNECTION.has(name) && !name.startsWith(":")),
  );
}

/** The headers with which a plain request is asked again. Its body stays delimited as it came. */
export function requestHeaders(request: IncomingMessage): IncomingHttpHeaders {
  const { headers, httpVersionMajor } = request;
  const { ":authority": authority, host = authority, "content-length": length } = headers;
  const isChunked =
    headers["transfer-encoding"] !== undefined || (httpVersionMajor === 2 && length === undefined);
  return {
    ...headersToPassOn(headers),
    ...(typeof host === "string" && { host }),
    ...(isChunked && { "transfer-encoding": "chunked" }),
    "x-forwarded-for": forwardedFor(request),
  };
}

/** The addresses that a request came through, the nearest last. */
export function forwardedFor({ headers, socket }: IncomingMessage): string {
  return [headers["x-forwarded-for"], socket.remoteAddress].filter(Boolean).join(", ");
}
