import type { ConnectionRequest, Field, SavedRequest } from "signalbox/contract";
import { DEFAULT_PATH } from "./request.js";
import { completeUrl, paramsOf } from "./url.js";

/** A request without what a form leaves behind: empty rows, empty texts, settings that say the default. */
export function cleanRequest(request: ConnectionRequest): ConnectionRequest {
  const url = completeUrl(request.url, request.protocol);
  const params = rows(request.params);
  const { authorization, tls } = request;
  const common = {
    url,
    params: same(params ?? [], paramsOf(url)) ? undefined : params,
    headers: rows(request.headers),
    cookies: rows(request.cookies),
    authorization,
    origin: text(request.origin),
    tls: tls && defined({ ...tls, verify: tls.verify === false ? false : undefined }),
    proxy: text(request.proxy),
    maxRedirects: request.maxRedirects === 0 ? undefined : request.maxRedirects,
    connectTimeoutMs: request.connectTimeoutMs,
  };
  if (request.protocol === "websocket") {
    const { perMessageDeflate, maxMessageBytes, subprotocols } = request;
    const own = {
      subprotocols: list(subprotocols),
      perMessageDeflate: perMessageDeflate === false ? false : undefined,
      maxMessageBytes,
    };
    return withoutUndefined({ protocol: "websocket", ...common, ...own });
  }
  const path = text(request.path);
  const transports = list(request.transports);
  const namespaces = request.namespaces?.filter(({ name }) => name.trim() !== "");
  const own = {
    version: request.version,
    path: path === DEFAULT_PATH ? undefined : path,
    auth: text(request.auth),
    namespaces: list(namespaces)?.map(({ name, auth }) => ({
      name: name.trim(),
      ...(text(auth) === undefined ? {} : { auth }),
    })),
    transports: same(transports, ["websocket"]) ? undefined : transports,
    reconnection: request.reconnection,
    parser: request.parser === "json" ? undefined : request.parser,
  };
  return withoutUndefined({ protocol: "socket.io", ...common, ...own });
}

/** A saved request as its file should hold it. */
export function cleanSaved(saved: SavedRequest): SavedRequest {
  return withoutUndefined({
    ...saved,
    description: text(saved.description),
    owner: text(saved.owner),
    tags: list(saved.tags),
    events: list(saved.events),
    reactions: list(saved.reactions),
    request: cleanRequest(saved.request),
  });
}

export function isSameSaved(one: SavedRequest, other: SavedRequest): boolean {
  return same(cleanSaved(one), cleanSaved(other));
}

/** Whether two requests would open the same connection. */
export function isSameRequest(one: ConnectionRequest, other: ConnectionRequest): boolean {
  return same(onTheWire(one), onTheWire(other));
}

function onTheWire(request: ConnectionRequest): ConnectionRequest {
  const sent = (fields: readonly Field[] | undefined) =>
    list(fields?.filter((row) => row.enabled !== false).map(({ name, value }) => ({ name, value })));
  const { params: _, ...rest } = cleanRequest(request);
  return withoutUndefined({ ...rest, headers: sent(rest.headers), cookies: sent(rest.cookies) });
}

function rows(fields: readonly Field[] | undefined): readonly Field[] | undefined {
  return list(fields?.filter((row) => row.name.trim() !== "" || row.value !== "").map(cleanRow));
}

function cleanRow(row: Field): Field {
  return withoutUndefined({
    ...row,
    enabled: row.enabled === false ? false : undefined,
    description: text(row.description),
  });
}

function text(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}

function list<T>(values: readonly T[] | undefined): readonly T[] | undefined {
  return values === undefined || values.length === 0 ? undefined : values;
}

function defined<T extends object>(value: T): T | undefined {
  return Object.values(value).every((one) => one === undefined || one === "") ? undefined : value;
}

function withoutUndefined<T extends object>(value: T): T {
  const kept = { ...value };
  for (const key of Object.keys(kept))
    if (Reflect.get(kept, key) === undefined) Reflect.deleteProperty(kept, key);
  return kept;
}

/** By value; the order of keys has no meaning. */
function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ""
  );
}
