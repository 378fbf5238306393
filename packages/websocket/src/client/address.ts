/** Where a WebSocket URL leads (RFC 6455 section 3), and the options of `http.request` that say so. */
export interface Address {
  /** The URL with `ws:`, `wss:` or `ws+unix:`, whatever was given. */
  readonly url: URL;
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Path and query for the request line. */
  readonly path: string;
  /** Path of a Unix socket or Windows pipe. */
  readonly socketPath: string | undefined;
  /** `user:password` of the URL. */
  readonly auth: string | undefined;
}

const schemes: Record<string, string> = { "http:": "ws:", "https:": "wss:" };

/** @throws SyntaxError when it is no URL a WebSocket can connect to. */
export function parseAddress(address: string | URL): Address {
  let url: URL;
  try {
    url = new URL(address);
  } catch (cause) {
    throw new SyntaxError(`Invalid URL: ${address}`, { cause });
  }
  const scheme = schemes[url.protocol];
  if (scheme !== undefined) url.protocol = scheme;
  const isUnix = url.protocol === "ws+unix:";
  const isSecure = url.protocol === "wss:";
  if (url.protocol !== "ws:" && !isSecure && !isUnix) {
    throw new SyntaxError(
      'The URL\'s protocol must be one of "ws:", "wss:", "http:", "https:", or "ws+unix:"',
    );
  }
  if (isUnix && url.pathname === "") throw new SyntaxError("The URL's pathname is empty");
  if (url.hash !== "") throw new SyntaxError("The URL contains a fragment identifier");
  const [socketPath, unixPath = "/"] = isUnix ? url.pathname.split(":") : [];
  return {
    url,
    isSecure,
    hostname: url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname,
    port: url.port === "" ? (isSecure ? 443 : 80) : Number(url.port),
    path: (isUnix ? unixPath : url.pathname) + url.search,
    socketPath,
    auth:
      url.username === "" && url.password === ""
        ? undefined
        : `${decoded(url.username)}:${decoded(url.password)}`,
  };
}

/** A part of a URL without its percent signs; as it stands where they mean nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether credentials meant for one address may be sent to another: same scheme, host, port or socket. */
export function isSameOrigin(a: Address, b: Address): boolean {
  return a.isSecure === b.isSecure && a.url.host === b.url.host && a.socketPath === b.socketPath;
}
