import { HandshakeError } from "./errors.js";
import { type Extension, formatExtensions, parseExtensions } from "./extensions.js";
import { countHeader, headerValue, type RequestHead } from "./head.js";
import { formatFields, type HeaderPairs } from "./head-writer.js";
import { isKey } from "./key.js";
import { formatSubprotocols, parseSubprotocols } from "./subprotocols.js";
import { listHasToken } from "./tokens.js";

/** An opening handshake to send (RFC 6455 section 4.1). */
export interface HandshakeRequest {
  /** Path and query, `/` at least. */
  readonly target: string;
  /** Host, with the port unless it is the default one of the scheme. */
  readonly host: string;
  /** From `createKey`. */
  readonly key: string;
  readonly protocols?: readonly string[];
  readonly extensions?: readonly Extension[];
  readonly origin?: string;
  /** Further headers, behind those of the handshake. */
  readonly headers?: HeaderPairs;
  /** Default 13. */
  readonly version?: number;
}

/** What a valid opening handshake asks for. */
export interface HandshakeDemand {
  readonly target: string;
  readonly host: string;
  readonly key: string;
  readonly origin: string | undefined;
  /** In the client's order of preference; empty when it asked for none. */
  readonly protocols: readonly string[];
  /** In the client's order of preference. */
  readonly extensions: readonly Extension[];
}

/** @throws HandshakeError `WIRE_INVALID_HEAD` when a value would break out of its line. */
export function formatHandshakeRequest(request: HandshakeRequest): string {
  const { target, host, key, protocols = [], extensions = [], origin, headers = [], version = 13 } = request;
  if (!/^[!-~]+$/.test(target))
    throw new HandshakeError("WIRE_INVALID_HEAD", `request target ${JSON.stringify(target)}`);
  const fields: [string, string][] = [
    ["Host", host],
    ["Upgrade", "websocket"],
    ["Connection", "Upgrade"],
    ["Sec-WebSocket-Key", key],
    ["Sec-WebSocket-Version", String(version)],
  ];
  if (origin !== undefined) fields.push(["Origin", origin]);
  if (protocols.length > 0) fields.push(["Sec-WebSocket-Protocol", formatSubprotocols(protocols)]);
  if (extensions.length > 0) fields.push(["Sec-WebSocket-Extensions", formatExtensions(extensions)]);
  return `GET ${target} HTTP/1.1\r\n${formatFields(fields)}${formatFields(headers)}\r\n`;
}

/**
 * Checks an opening handshake as a server (RFC 6455 section 4.2.1).
 *
 * @throws HandshakeError; its `status` and `headers` make the answer, e.g. 426 with `Sec-WebSocket-Version: 13`.
 */
export function checkHandshakeRequest(head: RequestHead): HandshakeDemand {
  const { headers, rawHeaders } = head;
  const value = (name: string) => headerValue(headers, name);
  if (head.method !== "GET") throw new HandshakeError("WIRE_INVALID_METHOD", head.method, { Allow: "GET" });
  if (!(Number(head.httpVersion) >= 1.1))
    throw new HandshakeError("WIRE_INVALID_HTTP_VERSION", head.httpVersion);
  const host = value("host");
  if (host === undefined || countHeader(rawHeaders, "host") > 1)
    throw new HandshakeError("WIRE_INVALID_HOST");
  if (!listHasToken(value("upgrade"), "websocket")) {
    throw new HandshakeError("WIRE_INVALID_UPGRADE", value("upgrade"), {
      Connection: "Upgrade",
      Upgrade: "websocket",
    });
  }
  if (!listHasToken(value("connection"), "upgrade")) {
    throw new HandshakeError("WIRE_INVALID_CONNECTION", value("connection"));
  }
  // The version decides what the other headers mean, so it comes before them (RFC 6455 section 4.4).
  if (value("sec-websocket-version") !== "13") {
    throw new HandshakeError("WIRE_INVALID_VERSION", value("sec-websocket-version"), {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
    });
  }
  const key = value("sec-websocket-key");
  if (key === undefined || !isKey(key)) throw new HandshakeError("WIRE_INVALID_KEY", key);
  const protocols = value("sec-websocket-protocol");
  const extensions = value("sec-websocket-extensions");
  return {
    target: head.url ?? "/",
    host,
    key,
    origin: value("origin"),
    protocols: protocols === undefined ? [] : parseSubprotocols(protocols),
    extensions: extensions === undefined ? [] : parseExtensions(extensions),
  };
}
