import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import {
  checkHandshakeRequest,
  type HandshakeDemand,
  HandshakeError,
  type HandshakeErrorCode,
  type RequestHead,
} from "@signalbox/wire/websocket";
import { protocolVersions } from "../options.js";
import type { Refusal } from "./answers.js";

/** Status and wording that programs written for ws know, where they differ from those of wire. */
const refusals: Partial<Record<HandshakeErrorCode, Refusal>> = {
  WIRE_INVALID_METHOD: { status: 405, message: "Invalid HTTP method" },
  WIRE_INVALID_UPGRADE: { status: 400, message: "Invalid Upgrade header" },
  WIRE_INVALID_KEY: { status: 400, message: "Missing or invalid Sec-WebSocket-Key header" },
  WIRE_INVALID_VERSION: {
    status: 400,
    message: "Missing or invalid Sec-WebSocket-Version header",
    headers: { "Sec-WebSocket-Version": [...protocolVersions].reverse().join(", ") },
  },
  WIRE_INVALID_PROTOCOL: { status: 400, message: "Invalid Sec-WebSocket-Protocol header" },
  WIRE_INVALID_EXTENSIONS: {
    status: 400,
    message: "Invalid or unacceptable Sec-WebSocket-Extensions header",
  },
};

/** What a request for a WebSocket asks for, or why it is refused (RFC 6455 section 4.2.1). */
export function checkRequest(request: RequestHead): HandshakeDemand | Refusal {
  try {
    return checkHandshakeRequest(isVersion8(request) ? asVersion13(request) : request);
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
    return refusals[error.code] ?? { status: error.status, message: error.message, headers: error.headers };
  }
}

/**
 * A request that `handleUpgrade` was given. Programs that make requests up (as test tools do) have no raw
 * headers and no Host, and write numbers where a parser gives text.
 */
export function headOf(request: IncomingMessage): RequestHead {
  const { method, url, httpVersion = "1.1", rawHeaders = [] } = request;
  const headers: Record<string, string> = rawHeaders.length === 0 ? { host: "" } : {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = String(value);
  }
  return { method, url, httpVersion, rawHeaders, headers };
}

/** The drafts that call themselves version 8 differ from RFC 6455 in the name of the Origin header alone. */
function isVersion8({ headers }: RequestHead): boolean {
  return headers["sec-websocket-version"] === "8";
}

function asVersion13(request: RequestHead): RequestHead {
  return { ...request, headers: { ...request.headers, "sec-websocket-version": "13" } };
}

/** Origin under the name that the request's version has for it. */
export function originOf(request: IncomingMessage): string {
  const { headers } = request;
  const origin = isVersion8(request) ? headers["sec-websocket-origin"] : headers.origin;
  // What verifyClient gets when there is none: nothing, whatever the type of ws says.
  return origin as string;
}

/** Whether the request came over TLS. */
export function isSecure(request: IncomingMessage): boolean {
  const { authorized, encrypted } = request.socket as Partial<TLSSocket>;
  return Boolean(authorized || encrypted);
}
