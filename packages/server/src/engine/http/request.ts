import type { IncomingMessage } from "node:http";
import { type ParsedUrlQuery, parse } from "node:querystring";
import type { EngineVersion } from "@signalbox/wire/engine";

/** The query of a request's URL, as the protocol reads it. */
export interface EngineQuery extends ParsedUrlQuery {
  EIO?: string;
  transport?: string;
  sid?: string;
}

/** The parameters that the protocol reads. */
const NAMES = ["EIO", "transport", "sid", "j", "b64"] as const;

/** Applications find the query where socket.io leaves it for them. */
interface RequestWithQuery extends IncomingMessage {
  _query?: EngineQuery;
}

export function queryOf(request: RequestWithQuery): EngineQuery {
  request._query ??= parseQuery(request.url ?? "");
  return request._query;
}

function parseQuery(url: string): EngineQuery {
  const mark = url.indexOf("?");
  const query: ParsedUrlQuery = mark < 0 ? {} : parse(url.slice(mark + 1));
  // A parameter given twice must not turn into an array where a string is expected.
  for (const name of NAMES) {
    const value = query[name];
    if (Array.isArray(value)) query[name] = value[0];
  }
  // An empty one is none.
  if (query.sid === "") delete query.sid;
  return query as EngineQuery;
}

/** Clients older than Engine.IO 4 say 3, something smaller, or nothing at all. */
export function versionOf(query: EngineQuery): EngineVersion {
  return query.EIO === "4" ? 4 : 3;
}

/** Bytes that cannot be in a header (RFC 9110 section 5.5) must not be echoed into one. */
export function hasValidOrigin(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  return origin === undefined || !/[^\t\x20-\x7e\x80-\xff]/.test(origin);
}
