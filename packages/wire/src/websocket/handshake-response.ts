import { HandshakeError } from "./errors.js";
import { type Extension, formatExtensions, parseExtensions } from "./extensions.js";
import { countHeader, headerValue, type ResponseHead } from "./head.js";
import { formatResponseHead, type HeaderPairs } from "./head-writer.js";
import { acceptKey } from "./key.js";
import { listHasToken } from "./tokens.js";

/** An accepted opening handshake (RFC 6455 section 4.2.2). */
export interface HandshakeResponse {
  /** The Sec-WebSocket-Key that is answered. */
  readonly key: string;
  readonly protocol?: string;
  readonly extensions?: readonly Extension[];
  /** Further headers, behind those of the handshake. */
  readonly headers?: HeaderPairs;
}

/** What the server chose. */
export interface HandshakeChoice {
  /** `undefined` when it chose none. */
  readonly protocol: string | undefined;
  readonly extensions: readonly Extension[];
}

/** @throws HandshakeError `WIRE_INVALID_HEAD` when a value would break out of its line. */
export function formatHandshakeResponse(response: HandshakeResponse): string {
  const { key, protocol, extensions = [], headers = [] } = response;
  const fields: [string, string][] = [
    ["Upgrade", "websocket"],
    ["Connection", "Upgrade"],
    ["Sec-WebSocket-Accept", acceptKey(key)],
  ];
  if (protocol !== undefined) fields.push(["Sec-WebSocket-Protocol", protocol]);
  if (extensions.length > 0) fields.push(["Sec-WebSocket-Extensions", formatExtensions(extensions)]);
  return formatResponseHead(101, "Switching Protocols", [...fields, ...headers]);
}

/**
 * Checks a server's answer as a client (RFC 6455 section 4.1). That the extensions were offered, with
 * parameters that fit, is for `checkDeflateAnswer`.
 *
 * @param sent the key and subprotocols of the request.
 * @throws HandshakeError
 */
export function checkHandshakeResponse(
  head: ResponseHead,
  sent: { readonly key: string; readonly protocols?: readonly string[] },
): HandshakeChoice {
  const { headers, rawHeaders } = head;
  const value = (name: string) => headerValue(headers, name);
  if (head.statusCode !== 101)
    throw new HandshakeError("WIRE_UNEXPECTED_STATUS", `${head.statusCode} ${head.statusMessage}`);
  if (value("upgrade")?.trim().toLowerCase() !== "websocket") {
    throw new HandshakeError("WIRE_INVALID_UPGRADE", value("upgrade"));
  }
  if (!listHasToken(value("connection"), "upgrade")) {
    throw new HandshakeError("WIRE_INVALID_CONNECTION", value("connection"));
  }
  if (value("sec-websocket-accept") !== acceptKey(sent.key)) {
    throw new HandshakeError("WIRE_INVALID_ACCEPT", value("sec-websocket-accept"));
  }
  const protocol = value("sec-websocket-protocol");
  if (protocol !== undefined && !sent.protocols?.includes(protocol)) {
    throw new HandshakeError("WIRE_UNEXPECTED_PROTOCOL", protocol);
  }
  if (countHeader(rawHeaders, "sec-websocket-extensions") > 1) {
    throw new HandshakeError("WIRE_INVALID_EXTENSIONS", "the header is given twice");
  }
  const extensions = value("sec-websocket-extensions");
  return { protocol, extensions: extensions === undefined ? [] : parseExtensions(extensions) };
}
