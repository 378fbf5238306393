import { isSecure } from "../engine/address.js";

/** Where a Manager connects to, and the namespace its first socket is for. */
export interface Target {
  /** Protocol, host and port: the same for all URLs that may share a Manager. */
  readonly source: string;
  /** The URL's path. */
  readonly namespace: string;
  readonly query: Readonly<Record<string, string>> | undefined;
}

/**
 * Reads the URL that `io()` was given: whole, without protocol, or relative to the page.
 * Throws TypeError when it is none.
 */
export function parseTarget(uri = "", page?: Location): Target {
  const base = page ? `${page.protocol}//${page.host}` : "https://localhost";
  const text = /^(https?:|wss?:|\/|$)/.test(uri) ? uri : `//${uri}`;
  const { protocol, hostname, port, search, searchParams } = new URL(text, base);
  const secure = isSecure(protocol);
  return {
    source: `http${secure ? "s" : ""}://${hostname}:${port || (secure ? 443 : 80)}`,
    // As it was written: a URL would come back with everything beyond ASCII escaped.
    namespace: /^(\w+:)?(\/\/[^/?#]*)?([^?#]*)/.exec(text)?.[3] || "/",
    query: search ? Object.fromEntries(searchParams) : undefined,
  };
}
