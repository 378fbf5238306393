import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";

/** A proxy did not make the connection that was asked of it. */
export class ProxyError extends Error {
  readonly proxy: string;
  /** What an HTTP proxy answered. */
  readonly status: number | undefined;

  constructor(proxy: URL, message: string, options: { cause?: unknown; status?: number } = {}) {
    super(message, options);
    this.proxy = proxy.host;
    this.status = options.status;
  }
}

/** A proxy's URL is not one. */
export class ProxyUrlError extends Error {}

const schemes = ["http:", "https:", "socks5:", "socks5h:", "socks:"];
const socksTimeoutMs = 30_000;

export function parseProxy(text: string): URL {
  const written = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(written) || !schemes.includes(new URL(written).protocol)) {
    throw new ProxyUrlError(text);
  }
  return new URL(written);
}

/** A connection to `host` and `port` through a proxy. Rejects with a `ProxyError`. */
export function openTunnel(
  proxy: URL,
  host: string,
  port: number,
  tls: { readonly rejectUnauthorized: boolean },
): Promise<Duplex> {
  return proxy.protocol.startsWith("socks") ? openSocks(proxy, host, port) : openHttp(proxy, host, port, tls);
}

/** RFC 9110 section 9.3.6: CONNECT. */
function openHttp(
  proxy: URL,
  host: string,
  port: number,
  tls: { readonly rejectUnauthorized: boolean },
): Promise<Duplex> {
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const { request } = proxy.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const client = request({
      method: "CONNECT",
      path: authority,
      host: withoutBrackets(proxy.hostname),
      port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
      agent: false,
      headers: { host: authority, ...credentialsOf(proxy) },
      ...tls,
    });
    client.once("connect", (response, socket, head) => {
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new ProxyError(proxy, `${status} ${response.statusMessage ?? ""}`.trim(), { status }));
    });
    client.once("error", (cause) => reject(new ProxyError(proxy, cause.message, { cause })));
    client.end();
  });
}

/** RFC 1928. The name is resolved by the proxy. */
async function openSocks(proxy: URL, host: string, port: number): Promise<Duplex> {
  const { SocksClient } = await import("socks");
  try {
    const { socket } = await SocksClient.createConnection({
      command: "connect",
      destination: { host, port },
      timeout: socksTimeoutMs,
      proxy: {
        host: withoutBrackets(proxy.hostname),
        port: Number(proxy.port || 1080),
        type: 5,
        ...(proxy.username !== "" && {
          userId: decodeURIComponent(proxy.username),
          password: decodeURIComponent(proxy.password),
        }),
      },
    });
    return socket;
  } catch (cause) {
    throw new ProxyError(proxy, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function credentialsOf({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
