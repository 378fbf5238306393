import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Authorization, Field, RequestCommon, SocketIoRequest } from "../../contract/index.js";

/**
 * The headers of a request's handshake: those written by hand, and those that cookies, authorization and
 * origin come to, where no header of that name was written. A name given twice has its values joined.
 */
export function requestHeaders(request: RequestCommon): Record<string, string> {
  const headers = new Map<string, [name: string, value: string]>();
  for (const { name, value } of enabled(request.headers)) {
    const known = headers.get(name.toLowerCase());
    headers.set(
      name.toLowerCase(),
      known ? [known[0], `${known[1]}${separatorOf(name)}${value}`] : [name, value],
    );
  }
  const cookies = enabled(request.cookies).map(({ name, value }) => `${name}=${value}`);
  if (cookies.length > 0) {
    const written = headers.get("cookie");
    const all = written ? [written[1], ...cookies] : cookies;
    // In lower case, where the cookies that servers set are added.
    headers.set("cookie", ["cookie", all.join("; ")]);
  }
  const { authorization, origin } = request;
  if (authorization && !headers.has("authorization")) {
    headers.set("authorization", ["Authorization", credentialsOf(authorization)]);
  }
  if (origin && !headers.has("origin")) headers.set("origin", ["Origin", origin]);
  return Object.fromEntries(headers.values());
}

/** What was meant for one server, and must not follow a redirect to another. */
export function withoutCredentials(request: SocketIoRequest): SocketIoRequest {
  const { authorization: _authorization, cookies: _cookies, headers = [], ...rest } = request;
  const kept = headers.filter(({ name }) => !credentialHeaders.has(name.toLowerCase()));
  return { ...rest, headers: kept };
}

const credentialHeaders = new Set(["authorization", "cookie", "proxy-authorization", "host"]);

/** Why headers cannot be sent, as Node says it; undefined when they can. */
export function headerFault(headers: Readonly<Record<string, string>>): string | undefined {
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function credentialsOf(authorization: Authorization): string {
  if (authorization.type === "bearer") return `Bearer ${authorization.token}`;
  const { username, password } = authorization;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function enabled(fields: readonly Field[] = []): readonly Field[] {
  return fields.filter((field) => field.enabled !== false && field.name !== "");
}

/** RFC 6265 section 5.4: one Cookie header, its pairs split by a semicolon. */
function separatorOf(name: string): string {
  return name.toLowerCase() === "cookie" ? "; " : ", ";
}
