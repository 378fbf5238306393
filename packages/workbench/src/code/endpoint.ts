import type { ConnectionRequest, Field } from "../contract/index.js";

/** Where a request leads and what it brings along, as every language needs it. */
export interface Endpoint {
  /** `ws:` or `wss:` for a WebSocket, `http:` or `https:` for Socket.IO. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly origin: string | undefined;
  readonly subprotocols: readonly string[];
  readonly verifiesTls: boolean;
}

export function endpointOf(request: ConnectionRequest): Endpoint {
  return {
    url: withScheme(request),
    headers: headersOf(request),
    origin: request.origin,
    subprotocols: request.protocol === "websocket" ? (request.subprotocols ?? []) : [],
    verifiesTls: request.tls?.verify !== false,
  };
}

/** Headers as they are sent, those that the workbench writes itself included. */
function headersOf({ headers, cookies, authorization }: ConnectionRequest): Endpoint["headers"] {
  const sent = enabled(headers).map(({ name, value }) => [name, value] as const);
  const cookie = enabled(cookies).map(({ name, value }) => `${name}=${value}`);
  if (cookie.length > 0) sent.push(["Cookie", cookie.join("; ")]);
  if (authorization?.type === "bearer") sent.push(["Authorization", `Bearer ${authorization.token}`]);
  if (authorization?.type === "basic") {
    sent.push(["Authorization", `Basic ${base64(`${authorization.username}:${authorization.password}`)}`]);
  }
  return sent;
}

function enabled(fields: readonly Field[] = []): readonly Field[] {
  return fields.filter((field) => field.enabled !== false && field.name !== "");
}

function withScheme({ protocol, url }: ConnectionRequest): string {
  return protocol === "websocket" ? url.replace(/^http/i, "ws") : url.replace(/^ws/i, "http");
}

export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
