/**
 * Everything that can go wrong with a connection, as a person is told it. The codes are stable: the page
 * translates by them, scripts that read the CLI's output may rely on them.
 */
import type { Problem } from "../contract/index.js";

/** How far an attempt had come. */
export type NetworkStep = "tcp" | "tls" | "http";

type Response = NonNullable<Problem["response"]>;

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);

export const problems = {
  urlInvalid: (url: string): Problem => ({
    code: "URL_INVALID",
    step: "url",
    message: `"${url}" is not a URL.`,
    advice: "Write it with its scheme, for example ws://localhost:3000/path.",
    values: { url },
  }),
  urlScheme: (url: string, scheme: string, schemes: string): Problem => ({
    code: "URL_SCHEME",
    step: "url",
    message: `The URL "${url}" has the scheme "${scheme}", which cannot be connected to.`,
    advice: `Use one of ${schemes}.`,
    values: { url, scheme, schemes },
  }),
  headerInvalid: (reason: string): Problem => ({
    code: "HEADER_INVALID",
    step: "url",
    message: `The request cannot be sent as it is written: ${reason}.`,
    advice: "Check header names, header values and subprotocols.",
    values: { reason },
  }),
  dnsNotFound: (host: string): Problem => ({
    code: "DNS_NOT_FOUND",
    step: "dns",
    message: `The name "${host}" has no address.`,
    advice: "Check the spelling and your network.",
    values: { host },
  }),
  refused: (host: string, port: string): Problem => ({
    code: "CONNECT_REFUSED",
    step: "tcp",
    message: `Nothing listens on port ${port} of ${host}.`,
    advice: "Check that the server runs and that the port is right.",
    values: { host, port },
  }),
  unreachable: (host: string, reason: string): Problem => ({
    code: "CONNECT_UNREACHABLE",
    step: "tcp",
    message: `${host} cannot be reached (${reason}).`,
    advice: "Check the network, a VPN or a firewall in between.",
    values: { host, reason },
  }),
  timeout: (host: string, step: NetworkStep, timeoutMs: number): Problem => ({
    code: "CONNECT_TIMEOUT",
    step,
    message: {
      tcp: `${host} did not accept a connection within ${seconds(timeoutMs)}.`,
      tls: `${host} did not finish the TLS handshake within ${seconds(timeoutMs)}.`,
      http: `${host} accepted the connection but did not answer the handshake within ${seconds(timeoutMs)}.`,
    }[step],
    advice: "The server may be overloaded or hang, or a firewall drops what is sent.",
    values: { host, timeoutMs },
  }),
  reset: (host: string): Problem => ({
    code: "CONNECT_RESET",
    step: "http",
    message: `${host} closed the connection without an answer to the handshake.`,
    advice: "Check the path, and whether the port speaks TLS (wss: or https:).",
    values: { host },
  }),
  certificate: (host: string, reason: string): Problem => ({
    code: "TLS_CERTIFICATE",
    step: "tls",
    message: `The certificate of ${host} is not trusted: ${reason}.`,
    advice: "Fix the certificate, or switch its verification off for this request alone.",
    values: { host, reason },
  }),
  tls: (host: string, reason: string): Problem => ({
    code: "TLS_FAILED",
    step: "tls",
    message: `The TLS handshake with ${host} failed: ${reason}.`,
    advice: "If the port speaks no TLS, use ws: or http: instead.",
    values: { host, reason },
  }),
  httpRefused: (response: Response): Problem => ({
    code: "HTTP_REFUSED",
    step: "http",
    message: `The server refused the handshake with ${response.status} ${response.statusText}.`,
    advice: adviceForStatus(response.status),
    values: { status: response.status, statusText: response.statusText },
    response,
  }),
  notWebSocket: (response: Response): Problem => ({
    code: "NOT_WEBSOCKET",
    step: "upgrade",
    message: `The server answered ${response.status} ${response.statusText} like a plain HTTP server; it did not switch to WebSocket.`,
    advice: "Check the path: a WebSocket answers 101 Switching Protocols.",
    values: { status: response.status, statusText: response.statusText },
    response,
  }),
  upgradeInvalid: (reason: string): Problem => ({
    code: "UPGRADE_INVALID",
    step: "upgrade",
    message: `The server's answer to the handshake breaks RFC 6455: ${reason}.`,
    advice: "The server or a proxy before it is at fault.",
    values: { reason },
  }),
  isSocketIo: (response: Response | undefined): Problem => ({
    code: "IS_SOCKET_IO",
    step: "upgrade",
    message: "This is a Socket.IO server; a plain WebSocket cannot talk to it.",
    advice: "Open it as a Socket.IO connection.",
    ...(response && { response }),
  }),
  isWebSocket: (): Problem => ({
    code: "IS_WEBSOCKET",
    step: "engine",
    message: "The server accepts WebSockets but does not speak Socket.IO.",
    advice: "Open it as a WebSocket connection, or check the handshake path.",
  }),
  notSocketIo: (path: string, response: Response): Problem => ({
    code: "NOT_SOCKET_IO",
    step: "engine",
    message: `What answers at ${path} is no Socket.IO server (${response.status} ${response.statusText}).`,
    advice: "Check the handshake path and the port.",
    values: { path, status: response.status, statusText: response.statusText },
    response,
  }),
  version: (found: string, choose: string): Problem => ({
    code: "SOCKET_IO_VERSION",
    step: "engine",
    message: `This server speaks Socket.IO ${found}.`,
    advice: `Choose ${choose}, or auto.`,
    values: { found, choose },
  }),
  engineTimeout: (timeoutMs: number): Problem => ({
    code: "ENGINE_TIMEOUT",
    step: "engine",
    message: `The server opened no Socket.IO session within ${seconds(timeoutMs)}.`,
    advice: "The server may hang, or something else lives at this path.",
    values: { timeoutMs },
  }),
  namespaceRefused: (namespace: string, reason: string): Problem => ({
    code: "NAMESPACE_REFUSED",
    step: "namespace",
    message: `The server refused the namespace ${namespace}: ${reason}.`,
    advice: "Check the namespace and what its middleware asks for, such as the auth payload.",
    values: { namespace, reason },
  }),
  namespaceTimeout: (namespace: string, timeoutMs: number): Problem => ({
    code: "NAMESPACE_TIMEOUT",
    step: "namespace",
    message: `The server did not answer for the namespace ${namespace} within ${seconds(timeoutMs)}.`,
    advice: "Check the namespace.",
    values: { namespace, timeoutMs },
  }),
  other: (reason: string): Problem => ({
    code: "CONNECT_FAILED",
    message: `The connection failed: ${reason}.`,
    values: { reason },
  }),
  notConnected: (): Problem => ({
    code: "NOT_CONNECTED",
    step: "send",
    message: "There is no open connection to send on.",
    advice: "Connect first.",
  }),
  unknownConnection: (id: string): Problem => ({
    code: "CONNECTION_UNKNOWN",
    message: `There is no connection "${id}"; it may have been removed.`,
    values: { id },
  }),
  tooManyConnections: (limit: number): Problem => ({
    code: "TOO_MANY_CONNECTIONS",
    message: `There are ${limit} connections already.`,
    advice: "Remove some that are not needed.",
    values: { limit },
  }),
  bodyInvalid: (reason: string): Problem => ({
    code: "BODY_INVALID",
    step: "send",
    message: `The message was not sent: ${reason}.`,
    values: { reason },
  }),
  argumentInvalid: (argument: number, reason: string): Problem => ({
    code: "ARGUMENT_INVALID",
    step: "send",
    message: `The event was not sent: argument ${argument} ${reason}.`,
    values: { argument, reason },
  }),
  eventReserved: (event: string): Problem => ({
    code: "EVENT_RESERVED",
    step: "send",
    message: `"${event}" is a name that Socket.IO keeps for itself; it cannot be sent.`,
    advice: "Use another name.",
    values: { event },
  }),
  closeInvalid: (reason: string): Problem => ({
    code: "CLOSE_INVALID",
    step: "send",
    message: `The connection was not closed: ${reason}.`,
    advice: "Use 1000 or a code from 3000 to 4999, and a reason of at most 123 bytes.",
    values: { reason },
  }),
  ackTimeout: (event: string, timeoutMs: number): Problem => ({
    code: "ACK_TIMEOUT",
    message: `No acknowledgement of "${event}" within ${seconds(timeoutMs)}.`,
    values: { event, timeoutMs },
  }),
} as const;

function adviceForStatus(status: number): string {
  if (status === 401) return "Add credentials, for example an Authorization header.";
  if (status === 403) return "Check credentials, the Origin header and what the server allows.";
  if (status === 404) return "Check the path.";
  if (status >= 300 && status < 400) return "Connect to the address in the answer's Location header.";
  if (status === 429) return "Wait before you try again.";
  if (status === 502 || status === 503 || status === 504) {
    return "A proxy answered: the server behind it may be down.";
  }
  if (status >= 500) return "The server's log will say more.";
  return "The answer's body may say more.";
}
