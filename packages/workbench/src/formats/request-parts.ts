import type {
  Authorization,
  ConnectionRequest,
  Field,
  LossCode,
  SocketIoRequest,
  WebSocketRequest,
} from "../contract/index.js";
import type { Losses } from "./losses.js";

/** A row of a table; empty names are no rows. */
export function field(name: string, value: string, enabled = true, description?: string): Field {
  return {
    name,
    value,
    ...(!enabled && { enabled }),
    ...(description !== undefined && { description }),
  };
}

export const isEnabled = (row: Field) => row.enabled !== false;

/**
 * The address with its query and the rows of it. Formats keep the query in the address, in rows, or in both;
 * variables make most addresses no URL, so the text is cut by hand.
 */
export function withQuery(
  address: string,
  rows: readonly Field[],
): Pick<ConnectionRequest, "url" | "params"> {
  if (rows.length === 0) return { url: address };
  const [before = "", hash] = address.split("#", 2);
  const base = before.split("?", 1)[0] ?? "";
  const query = rows
    .filter(isEnabled)
    .map(({ name, value }) => `${encode(name)}=${encode(value)}`)
    .join("&");
  return { url: base + (query && `?${query}`) + (hash === undefined ? "" : `#${hash}`), params: rows };
}

/** The rows of a request's query, those in the address where it has no others. */
export function paramsOf(request: ConnectionRequest): readonly Field[] {
  return request.params ?? queryOf(request.url);
}

export function queryOf(address: string): readonly Field[] {
  const query = address.split("#", 1)[0]?.split("?").slice(1).join("?") ?? "";
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return field(decode(name), decode(value.join("=")));
    });
}

/** Escapes what would end the value; variables stay as they are. */
function encode(value: string): string {
  return value
    .split(/(\{\{[^{}]*\}\})/)
    .map((part) => (part.startsWith("{{") ? part : encodeURIComponent(part)))
    .join("");
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
}

export function isSocketIo(request: ConnectionRequest): request is SocketIoRequest {
  return request.protocol === "socket.io";
}

export function bearer(token: string): Authorization {
  return { type: "bearer", token };
}

/** Tells of each setting that a format has no place for. */
export function loseSettings(
  request: ConnectionRequest,
  where: string,
  losses: Losses,
  kept: readonly (keyof WebSocketRequest | keyof SocketIoRequest)[],
): void {
  const codes: Readonly<Record<string, LossCode>> = {
    cookies: "cookies",
    authorization: "authorization",
    origin: "origin",
    tls: "tls",
    proxy: "proxy",
    maxRedirects: "redirects",
    connectTimeoutMs: "timeout",
    subprotocols: "subprotocols",
    perMessageDeflate: "compression",
    maxMessageBytes: "messageLimit",
    version: "version",
    path: "path",
    auth: "auth",
    namespaces: "namespaces",
    transports: "transports",
    reconnection: "reconnection",
    parser: "parser",
  };
  for (const [key, code] of Object.entries(codes)) {
    if (kept.some((one) => one === key)) continue;
    losses.addIf(Object.entries(request).find(([own]) => own === key)?.[1], where, code);
  }
}
