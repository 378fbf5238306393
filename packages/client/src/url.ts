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
export function parseTarget(uri: string | undefined, page: Location | undefined): Target {
  const base = page ? `${page.protocol}//${page.host}` : "https://localhost";
  let text = uri ?? "";
  if (text.startsWith("//")) text = `${new URL(base).protocol}${text}`;
  else if (text.startsWith("/") || text === "") text = `${base}${text}`;
  else if (!/^(https?|wss?):\/\//.test(text)) text = `${new URL(base).protocol}//${text}`;
  const { protocol, hostname, port, search, searchParams } = new URL(text);
  const isSecure = protocol === "https:" || protocol === "wss:";
  const source = `http${isSecure ? "s" : ""}://${hostname}:${port || (isSecure ? 443 : 80)}`;
  return {
    source,
    // As it was written: a URL would come back with everything beyond ASCII escaped.
    namespace: /^\w+:\/\/[^/?#]*([^?#]*)/.exec(text)?.[1] || "/",
    query: search ? Object.fromEntries(searchParams) : undefined,
  };
}
