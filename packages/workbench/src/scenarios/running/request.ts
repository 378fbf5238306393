import type { Authorization, ConnectionRequest, Field, RequestCommon } from "../../contract/index.js";
import type { ConnectionFile, Duration } from "../format.js";
import { milliseconds } from "../reading/duration.js";

const defaultReconnection = { delayMs: 1000, maxDelayMs: 5000 } as const;

/** The request that a connection of a scenario makes. Variables are resolved. Throws a `RangeError` for what they made of it. */
export function requestOf(file: ConnectionFile, base?: ConnectionRequest): ConnectionRequest {
  const protocol = file.protocol ?? base?.protocol ?? protocolOf(file.url ?? "");
  const common = { ...base, ...commonOf(file, base) };
  if (protocol === "websocket") {
    const { subprotocols, perMessageDeflate, maxMessageBytes } = file;
    return {
      ...common,
      protocol,
      ...(subprotocols && { subprotocols }),
      ...(perMessageDeflate !== undefined && { perMessageDeflate }),
      ...(maxMessageBytes !== undefined && { maxMessageBytes }),
    };
  }
  const { path, transports, parser, reconnection, auth, namespaces } = file;
  const known = base?.protocol === "socket.io" ? base.version : "auto";
  return {
    ...common,
    protocol,
    version: file.version === undefined ? known : versionOf(file.version),
    ...(path !== undefined && { path }),
    ...(auth !== undefined && { auth: JSON.stringify(auth) }),
    ...(transports && { transports }),
    ...(parser && { parser }),
    ...(namespaces && {
      namespaces: namespaces.map((one) =>
        typeof one === "string"
          ? { name: one }
          : { name: one.name, ...(one.auth !== undefined && { auth: JSON.stringify(one.auth) }) },
      ),
    }),
    ...(reconnection && {
      reconnection: {
        attempts: reconnection.attempts,
        delayMs: durationOr(reconnection.delay, defaultReconnection.delayMs),
        maxDelayMs: durationOr(reconnection.maxDelay, defaultReconnection.maxDelayMs),
      },
    }),
  };
}

function commonOf(file: ConnectionFile, base: ConnectionRequest | undefined): RequestCommon {
  const { headers, query, cookies, authorization, origin, tls, proxy, maxRedirects, connectTimeout } = file;
  const url = file.url ?? base?.url ?? "";
  return {
    url: query ? withQuery(url, query) : url,
    ...(headers && { headers: [...(base?.headers ?? []), ...fieldsOf(headers)] }),
    ...(cookies && { cookies: [...(base?.cookies ?? []), ...fieldsOf(cookies)] }),
    ...(authorization && { authorization: authorizationOf(authorization) }),
    ...(origin !== undefined && { origin }),
    ...(tls && { tls }),
    ...(proxy !== undefined && { proxy }),
    ...(maxRedirects !== undefined && { maxRedirects }),
    ...(connectTimeout !== undefined && { connectTimeoutMs: milliseconds(connectTimeout) }),
  };
}

function protocolOf(url: string): ConnectionRequest["protocol"] {
  return /^https?:/i.test(url.trim()) ? "socket.io" : "websocket";
}

function versionOf(written: NonNullable<ConnectionFile["version"]>): 2 | 3 | 4 | "auto" {
  const version = ([2, 3, 4, "auto"] as const).find((known) => String(known) === String(written));
  if (version === undefined) throw new RangeError(`"${written}" is no version; write 2, 3, 4 or auto`);
  return version;
}

function fieldsOf(values: Readonly<Record<string, string | number | boolean>>): readonly Field[] {
  return Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));
}

function withQuery(url: string, query: NonNullable<ConnectionFile["query"]>): string {
  const added = new URLSearchParams(
    fieldsOf(query).map(({ name, value }) => [name, value] as [string, string]),
  );
  const [before = "", fragment] = url.split("#", 2);
  const joined = `${before}${before.includes("?") ? "&" : "?"}${added}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}

function authorizationOf(authorization: NonNullable<ConnectionFile["authorization"]>): Authorization {
  return "bearer" in authorization
    ? { type: "bearer", token: authorization.bearer }
    : { type: "basic", ...authorization.basic };
}

function durationOr(written: Duration | undefined, otherwise: number): number {
  return written === undefined ? otherwise : milliseconds(written);
}
