import type { ConnectionRequest, Protocol } from "signalbox/contract";
import { type JsonFault, jsonFault } from "./json.js";

export type VersionChoice = 2 | 3 | 4 | "auto";

export interface HeaderLine {
  readonly name: string;
  readonly value: string;
}

/** A request as it stands in the form, valid or not. */
export interface RequestDraft {
  readonly protocol: Protocol;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  /** WebSocket: names separated by commas. */
  readonly subprotocols: string;
  readonly verifyTls: boolean;
  /** Socket.IO. */
  readonly version: VersionChoice;
  readonly path: string;
  /** The CONNECT payload as JSON text; empty for none. */
  readonly auth: string;
}

export const DEFAULT_PATH = "/socket.io";

export function emptyRequest(protocol: Protocol, url = ""): RequestDraft {
  return {
    protocol,
    url,
    headers: [],
    subprotocols: "",
    verifyTls: true,
    version: "auto",
    path: DEFAULT_PATH,
    auth: "",
  };
}

/** What keeps a draft from being a request. */
export type RequestFault =
  | { readonly code: "URL_EMPTY" }
  | { readonly code: "URL_INVALID" }
  | { readonly code: "URL_SCHEME"; readonly scheme: string }
  | { readonly code: "AUTH_NOT_JSON"; readonly fault: JsonFault };

export type RequestResult =
  | { readonly ok: true; readonly request: ConnectionRequest }
  | { readonly ok: false; readonly fault: RequestFault };

/** An address typed without a scheme means the plain one, as in a browser's address bar. */
export function completeUrl(url: string, protocol: Protocol): string {
  const trimmed = url.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) || trimmed === "") return trimmed;
  return `${protocol === "websocket" ? "ws" : "http"}://${trimmed.replace(/^\/+/, "")}`;
}

export function urlFault(url: string, protocol: Protocol): RequestFault | undefined {
  const whole = completeUrl(url, protocol);
  if (whole === "") return { code: "URL_EMPTY" };
  if (!URL.canParse(whole)) return { code: "URL_INVALID" };
  const scheme = new URL(whole).protocol;
  if (!["ws:", "wss:", "http:", "https:"].includes(scheme)) return { code: "URL_SCHEME", scheme };
  return undefined;
}

export function toRequest(draft: RequestDraft): RequestResult {
  const wrongUrl = urlFault(draft.url, draft.protocol);
  if (wrongUrl !== undefined) return { ok: false, fault: wrongUrl };
  const url = completeUrl(draft.url, draft.protocol);
  const headers = draft.headers
    .filter((line) => line.name.trim() !== "")
    .map((line) => ({ name: line.name.trim(), value: line.value }));
  const common = {
    url,
    ...(headers.length > 0 ? { headers } : {}),
    ...(draft.verifyTls ? {} : { tls: { verify: false } }),
  };
  if (draft.protocol === "websocket") {
    const subprotocols = draft.subprotocols
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    return {
      ok: true,
      request: { protocol: "websocket", ...common, ...(subprotocols.length > 0 ? { subprotocols } : {}) },
    };
  }
  const path = draft.path.trim();
  const hasAuth = draft.auth.trim() !== "";
  const fault = hasAuth ? jsonFault(draft.auth) : undefined;
  if (fault !== undefined) return { ok: false, fault: { code: "AUTH_NOT_JSON", fault } };
  return {
    ok: true,
    request: {
      protocol: "socket.io",
      ...common,
      version: draft.version,
      ...(path === "" || path === DEFAULT_PATH ? {} : { path }),
      ...(hasAuth ? { auth: draft.auth } : {}),
    },
  };
}

/** The form for a request that exists already, for example after the page was opened anew. */
export function fromRequest(request: ConnectionRequest): RequestDraft {
  const draft = {
    ...emptyRequest(request.protocol, request.url),
    headers: (request.headers ?? []).map(({ name, value }) => ({ name, value })),
    verifyTls: request.tls?.verify ?? true,
  };
  if (request.protocol === "websocket")
    return { ...draft, subprotocols: (request.subprotocols ?? []).join(", ") };
  return {
    ...draft,
    version: request.version,
    path: request.path ?? DEFAULT_PATH,
    auth: request.auth ?? "",
  };
}

/** Whether the form asks for something else than the open connection was made with. */
export function differs(draft: RequestDraft, request: ConnectionRequest): boolean {
  const wanted = toRequest(draft);
  if (!wanted.ok) return true;
  const canonical = toRequest(fromRequest(request));
  return !canonical.ok || JSON.stringify(wanted.request) !== JSON.stringify(canonical.request);
}

/** Host and path, the caption of a tab that has no name. */
export function titleOf(draft: RequestDraft): string {
  const whole = completeUrl(draft.url, draft.protocol);
  if (!URL.canParse(whole)) return draft.url.trim();
  const { host, pathname } = new URL(whole);
  return pathname === "/" ? host : `${host}${pathname}`;
}

/** The namespace a Socket.IO address names: its path. */
export function namespaceOf(draft: RequestDraft): string {
  const whole = completeUrl(draft.url, draft.protocol);
  return URL.canParse(whole) ? new URL(whole).pathname : "/";
}
