import type { Result, SocketIoRequest } from "../../contract/index.js";
import { refused } from "../../result.js";
import { problems } from "../problems/index.js";
import { jsonFault } from "../sending/outgoing.js";

/** A namespace to join, with what its CONNECT carries. */
export interface Namespace {
  readonly name: string;
  readonly auth: Readonly<Record<string, unknown>> | undefined;
}

/** The namespace that the URL's path names, as in socket.io-client, and those that the request adds. */
export function namespacesOf(
  request: SocketIoRequest,
  url: URL,
): Result<readonly [Namespace, ...(readonly Namespace[])]> {
  const main = { name: nameOf(url), auth: request.auth };
  const others = (request.namespaces ?? []).map(({ name, auth }) => ({ name: withSlash(name), auth }));
  const unique = new Map<string, Namespace>();
  for (const { name, auth } of [main, ...others]) {
    const fault = auth ? jsonFault(auth) : undefined;
    if (fault !== undefined) return refused(problems.authInvalid(fault));
    if (!unique.has(name)) unique.set(name, { name, auth: auth ? payloadOf(JSON.parse(auth)) : undefined });
  }
  const [first = { name: "/", auth: undefined }, ...rest] = unique.values();
  return { ok: true, value: [first, ...rest] };
}

function nameOf(url: URL): string {
  try {
    return url.pathname === "" ? "/" : decodeURI(url.pathname);
  } catch {
    return url.pathname;
  }
}

function withSlash(name: string): string {
  return name.startsWith("/") ? name : `/${name}`;
}

/** CONNECT carries an object; what is none is put into one. */
function payloadOf(auth: unknown): Readonly<Record<string, unknown>> {
  return typeof auth === "object" && auth !== null && !Array.isArray(auth) ? { ...auth } : { auth };
}
