import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type ParsedUrlQuery, parse } from "node:querystring";
import type { Untyped } from "./events/typed-events.js";

/** How a socket's connection began. */
export interface Handshake {
  /** Headers of the first HTTP request. */
  headers: IncomingHttpHeaders;
  /** When the socket was created, as text. */
  time: string;
  /** The client's IP address. */
  address: string;
  /** Whether the page that connects is of another origin. */
  xdomain: boolean;
  /** Whether the connection is encrypted. */
  secure: boolean;
  /** When the socket was created, in milliseconds since the Unix epoch. */
  issued: number;
  /** URL of the first HTTP request. */
  url: string;
  /** The URL's query; for v2 clients, with the namespace's own query. */
  query: ParsedUrlQuery;
  /** What the client sent to be recognised by. v2 clients: the namespace's query. */
  auth: { [key: string]: Untyped };
}

export function buildHandshake(
  request: IncomingMessage,
  address: string,
  issued: number,
  auth: Record<string, unknown>,
  namespaceQuery: ParsedUrlQuery | undefined,
): Handshake {
  const url = request.url ?? "";
  const mark = url.indexOf("?");
  const { headers } = request;
  return {
    headers,
    time: new Date(issued).toString(),
    address,
    xdomain: headers.origin !== undefined,
    secure: "encrypted" in request.socket && request.socket.encrypted === true,
    issued,
    url,
    query: { ...parse(mark < 0 ? "" : url.slice(mark + 1)), ...namespaceQuery },
    auth,
  };
}
