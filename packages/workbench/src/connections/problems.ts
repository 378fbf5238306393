/**
 * Everything that can go wrong with a connection, as a person is told it. The codes are stable: the page
 * translates by them, scripts that read the CLI's output may rely on them.
 */
import type { Problem } from "../contract/index.js";

/** How far an attempt had come. */
export type NetworkStep = "dns" | "tcp" | "proxy" | "tls" | "http";

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
      dns: `The name of ${host} was not resolved within ${seconds(timeoutMs)}.`,
      proxy: `The proxy made no connection to ${host} within ${seconds(timeoutMs)}.`,
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
    advice:
      "Name the authority's file (CA) in the TLS settings, fix the certificate, or switch verification off for this request alone.",
    values: { host, reason },
  }),
  certificateName: (host: string, names: string): Problem => ({
    code: "TLS_NAME",
    step: "tls",
    message: `The certificate that ${host} shows is for ${names}.`,
    advice: "Connect to one of those names, or set the server name of the TLS settings to it.",
    values: { host, names },
  }),
  certificateExpired: (host: string): Problem => ({
    code: "TLS_EXPIRED",
    step: "tls",
    message: `The certificate of ${host} has expired.`,
    advice: "Renew it, and check the clock of this computer.",
    values: { host },
  }),
  certificateSelfSigned: (host: string): Problem => ({
    code: "TLS_SELF_SIGNED",
    step: "tls",
    message: `The certificate of ${host} is signed by itself or by an authority that is not known here.`,
    advice:
      "Name the authority's file (CA) in the TLS settings, or switch verification off for this request alone.",
    values: { host },
  }),
  clientCertificate: (host: string, reason: string): Problem => ({
    code: "TLS_CLIENT_CERTIFICATE",
    step: "tls",
    message: `${host} does not accept our side of the TLS handshake (${reason}); it may ask for a client certificate.`,
    advice: "Name a certificate and its key in the TLS settings.",
    values: { host, reason },
  }),
  tlsNotSpoken: (host: string, port: string): Problem => ({
    code: "TLS_NOT_SPOKEN",
    step: "tls",
    message: `Port ${port} of ${host} answers without TLS.`,
    advice: "Use ws: or http: instead.",
    values: { host, port },
  }),
  tlsSpoken: (host: string, port: string): Problem => ({
    code: "TLS_SPOKEN",
    step: "http",
    message: `Port ${port} of ${host} answers in TLS.`,
    advice: "Use wss: or https: instead.",
    values: { host, port },
  }),
  fileUnreadable: (path: string, reason: string): Problem => ({
    code: "FILE_UNREADABLE",
    message: `The file "${path}" cannot be read: ${reason}.`,
    advice: "Check the path; it is relative to the project's folder.",
    values: { path, reason },
  }),
  tlsFiles: (reason: string): Problem => ({
    code: "TLS_FILES_INVALID",
    step: "tls",
    message: `The files of the TLS settings cannot be used: ${reason}.`,
    advice: "They must be PEM; the key must belong to the certificate, and its passphrase be right.",
    values: { reason },
  }),
  proxyInvalid: (proxy: string): Problem => ({
    code: "PROXY_INVALID",
    step: "url",
    message: `"${proxy}" is no URL of a proxy.`,
    advice: "Write it as http://host:port, https://host:port or socks5://host:port.",
    values: { proxy },
  }),
  proxy: (proxy: string, reason: string, status: number | undefined): Problem => ({
    code: status === undefined ? "PROXY_FAILED" : "PROXY_REFUSED",
    step: "proxy",
    message:
      status === undefined
        ? `The proxy ${proxy} made no connection: ${reason}.`
        : `The proxy ${proxy} refused the connection with ${reason}.`,
    advice:
      status === 407
        ? "Put user and password of the proxy into its URL."
        : "Check the proxy's address, and whether it may connect to this server.",
    values: { proxy, reason },
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
  redirect: (location: string, response: Response): Problem => ({
    code: "HTTP_REDIRECT",
    step: "http",
    message: `The server redirects the handshake to ${location} (${response.status}).`,
    advice: "Connect to that address, or allow redirects for this request.",
    values: { location, status: response.status },
    response,
  }),
  tooManyRedirects: (limit: number): Problem => ({
    code: "TOO_MANY_REDIRECTS",
    step: "http",
    message: `The server redirected the handshake more than ${limit} times.`,
    advice: "Allow more redirects, or connect to the last address.",
    values: { limit },
  }),
  originRefused: (origin: string, response: Response): Problem => ({
    code: "ORIGIN_REFUSED",
    step: "http",
    message:
      origin === ""
        ? `The server refuses handshakes without an Origin header (${response.status}).`
        : `The server does not accept the origin ${origin} (${response.status}).`,
    advice:
      origin === ""
        ? "Set the origin of a page that the server knows. A browser sends its page's own."
        : "Set another origin or none, or allow this one in the server's CORS or origin settings.",
    values: { origin, status: response.status },
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
  transportDisabled: (transport: string, response: Response): Problem => ({
    code: "TRANSPORT_DISABLED",
    step: "engine",
    message: `The server does not take the transport ${transport}.`,
    advice: "Choose the other transport, or allow this one in the server's `transports`.",
    values: { transport },
    response,
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
  namespaceNotJoined: (namespace: string): Problem => ({
    code: "NAMESPACE_NOT_JOINED",
    step: "send",
    message: `The connection is not in the namespace ${namespace}.`,
    advice: "Add it to the request's namespaces, and connect again.",
    values: { namespace },
  }),
  authInvalid: (reason: string): Problem => ({
    code: "AUTH_INVALID",
    step: "namespace",
    message: `The auth payload cannot be sent: ${reason}.`,
    advice: "Write it as JSON.",
    values: { reason },
  }),
  ackUnknown: (ackId: number): Problem => ({
    code: "ACK_UNKNOWN",
    step: "send",
    message: `No event waits for the acknowledgement ${ackId}; it may have been answered already.`,
    values: { ackId },
  }),
  noWebSocket: (): Problem => ({
    code: "NO_WEBSOCKET",
    step: "send",
    message: "The connection goes by polling; there is no WebSocket to send a frame on.",
    advice: "Connect with the transport websocket.",
  }),
  repeatInvalid: (reason: string): Problem => ({
    code: "REPEAT_INVALID",
    step: "send",
    message: `The messages were not repeated: ${reason}.`,
    values: { reason },
  }),
  reactionInvalid: (name: string, reason: string): Problem => ({
    code: "REACTION_INVALID",
    message: `The reaction "${name}" cannot be used: ${reason}.`,
    values: { name, reason },
  }),
  reactionLimit: (limit: number): Problem => ({
    code: "REACTION_LIMIT",
    message: `Reactions wanted to send more than ${limit} messages within a second; the rest were not sent.`,
    advice: "Look for a reaction that answers its own answers.",
    values: { limit },
  }),
  namespaceTimeout: (namespace: string, timeoutMs: number): Problem => ({
    code: "NAMESPACE_TIMEOUT",
    step: "namespace",
    message: `The server did not answer for the namespace ${namespace} within ${seconds(timeoutMs)}.`,
    advice: "Check the namespace.",
    values: { namespace, timeoutMs },
  }),
  reconnectFailed: (attempts: number): Problem => ({
    code: "RECONNECT_FAILED",
    message: `The connection was lost and could not be made again in ${attempts} attempts.`,
    advice: "Connect again when the server is back.",
    values: { attempts },
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
