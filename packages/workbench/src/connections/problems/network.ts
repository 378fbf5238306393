import type { Problem } from "../../contract/index.js";
import { seconds } from "./seconds.js";
import type { NetworkStep } from "./step.js";

/** Of the way to a server. */
export const networkProblems = {
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
  other: (reason: string): Problem => ({
    code: "CONNECT_FAILED",
    message: `The connection failed: ${reason}.`,
    values: { reason },
  }),
} as const;
