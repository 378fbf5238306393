import type {
  ConnectionRequest,
  Field,
  Protocol,
  SocketIoRequest,
  WebSocketRequest,
} from "signalbox/contract";
import type { JsonFault } from "../json.js";
import { jsonTemplateFault } from "../variables/jsonTemplate.js";
import { hasPlaceholder } from "../variables/template.js";
import { completeUrl, followUrl, paramsOf, withParams } from "./url.js";

export type VersionChoice = SocketIoRequest["version"];

export const DEFAULT_PATH = "/socket.io";
export const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;
export const DEFAULT_MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

/** Values for any of a request's fields; undefined puts a field back to its default. */
export type RequestChange = Partial<
  Omit<WebSocketRequest, "protocol" | "url"> & Omit<SocketIoRequest, "protocol" | "url" | "version">
> & { readonly url?: string; readonly version?: VersionChoice };

export function emptyRequest(protocol: Protocol, url = ""): ConnectionRequest {
  return protocol === "websocket" ? { protocol, url } : { protocol, url, version: "auto" };
}

/** The address and the rows of its query go together: a change of one is a change of the other. */
export function changeRequest(request: ConnectionRequest, change: RequestChange): ConnectionRequest {
  const together: RequestChange =
    change.url !== undefined
      ? { ...change, params: followUrl(change.url, request.params) }
      : change.params !== undefined
        ? { ...change, url: withParams(request.url, change.params) }
        : change;
  return request.protocol === "websocket" ? { ...request, ...together } : { ...request, ...together };
}

/** The rows of the query, those not sent too. */
export function paramRows(request: ConnectionRequest): readonly Field[] {
  return request.params ?? paramsOf(request.url);
}

/** What keeps a request from being made. */
export type RequestFault =
  | { readonly code: "URL_EMPTY" }
  | { readonly code: "URL_INVALID" }
  | { readonly code: "URL_SCHEME"; readonly scheme: string }
  | { readonly code: "AUTH_NOT_JSON"; readonly fault: JsonFault };

export function requestFault(request: ConnectionRequest): RequestFault | undefined {
  const wrongUrl = urlFault(request.url, request.protocol);
  if (wrongUrl !== undefined || request.protocol === "websocket") return wrongUrl;
  for (const auth of [request.auth, ...(request.namespaces ?? []).map((namespace) => namespace.auth)]) {
    if (auth === undefined || auth.trim() === "") continue;
    const fault = jsonTemplateFault(auth);
    if (fault !== undefined) return { code: "AUTH_NOT_JSON", fault };
  }
  return undefined;
}

/** What an address is can be told only once its variables are filled in, and the backend does that. */
function urlFault(url: string, protocol: Protocol): RequestFault | undefined {
  const whole = completeUrl(url, protocol);
  if (whole === "") return { code: "URL_EMPTY" };
  if (hasPlaceholder(whole)) return undefined;
  if (!URL.canParse(whole)) return { code: "URL_INVALID" };
  const scheme = new URL(whole).protocol;
  if (!["ws:", "wss:", "http:", "https:"].includes(scheme)) return { code: "URL_SCHEME", scheme };
  return undefined;
}

/** Host and path, the caption of a tab that has no name. */
export function titleOf(request: ConnectionRequest): string {
  const whole = completeUrl(request.url, request.protocol);
  if (hasPlaceholder(whole)) return whole.replace(/^[a-z]+:\/\//i, "").replace(/[?#].*$/, "");
  if (!URL.canParse(whole)) return request.url.trim();
  const { host, pathname } = new URL(whole);
  return pathname === "/" ? host : `${host}${pathname}`;
}

/** The namespace a Socket.IO address names: its path. */
export function namespaceOf(request: ConnectionRequest): string {
  const whole = completeUrl(request.url, request.protocol);
  const path = /^[^?#]*?(?:\/\/|\}\})[^/?#]*(\/[^?#]*)/.exec(whole)?.[1] ?? "/";
  return path;
}
