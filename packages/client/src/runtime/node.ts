import http from "node:http";
import https from "node:https";
import type { ConnectionOptions } from "node:tls";
import { WebSocket } from "@signalbox/websocket";
import { HandshakeRefusedError } from "../errors.js";
import { now } from "../now.js";
import type { EngineOptions } from "../options.js";
import { CookieJar } from "./cookies.js";
import type { CookieStore, HttpRequest, HttpResponse, Runtime, WebSocketHandler } from "./runtime.js";

const maxRedirects = 5;
const maxRefusalBytes = 65_536;
/** What comes in at once, far above what servers send: so that one gone wrong cannot fill the memory. */
const maxReceivedBytes = 2 ** 28;

export const nodeRuntime: Runtime = {
  request(request, onResponse, onError) {
    let current: http.ClientRequest | undefined;
    let aborted = false;
    const send = (url: string, redirectsLeft: number): void => {
      try {
        current = exchange({ ...request, url }, redirectsLeft, send, onResponse, (error) => {
          if (!aborted) onError(error);
        });
      } catch (error) {
        // A bad URL or header. In a later turn, as any other failure.
        setImmediate(() => {
          if (!aborted) onError(error);
        });
      }
    };
    send(request.url, maxRedirects);
    return () => {
      aborted = true;
      current?.destroy();
    };
  },

  openWebSocket(url, options, cookies, handler) {
    const { agent, extraHeaders, perMessageDeflate, protocols = [], tap } = options;
    const socket = new WebSocket(url, protocols, {
      ...tlsOptions(options),
      ...(agent ? { agent: agent as http.Agent } : {}),
      headers: headersOf(extraHeaders, cookies),
      perMessageDeflate: perMessageDeflate ?? false,
      maxPayload: maxReceivedBytes,
      ...(tap && { tap }),
    });
    listen(socket, cookies, options, handler);
    return {
      send: (data, compress) => socket.send(data, { compress }),
      close: () => socket.close(),
    };
  },

  binary: toBuffer,
  createCookieStore: () => new CookieJar(),
  unref: (timer) => (timer as NodeJS.Timeout).unref(),
};

function listen(
  socket: WebSocket,
  cookies: CookieStore | undefined,
  options: EngineOptions,
  handler: WebSocketHandler,
): void {
  socket.on("upgrade", (response) => {
    cookies?.store(response.headers["set-cookie"] ?? []);
    if (options.autoUnref) response.socket.unref();
  });
  socket.on("open", () => handler.onOpen());
  socket.on("message", (data, isBinary) => {
    const bytes = data as Buffer;
    handler.onMessage(isBinary ? bytes : bytes.toString());
  });
  socket.on("error", (error) => handler.onError(error, undefined, error));
  socket.on("close", (code, reason) => {
    handler.onClose("websocket connection closed", { code, reason: reason.toString() });
  });
  socket.on("unexpected-response", (request, response) => {
    readBody(response, maxRefusalBytes, (body) => {
      const { statusCode: status = 0 } = response;
      const headers = flatten(response.headers);
      const cause = new HandshakeRefusedError({ status, headers, body: body.toString() });
      handler.onError(cause, { status, headers, responseText: cause.body }, cause);
      request.destroy();
    });
  });
}

function exchange(
  request: HttpRequest,
  redirectsLeft: number,
  redirect: (url: string, redirectsLeft: number) => void,
  onResponse: (response: HttpResponse) => void,
  onError: (error: unknown) => void,
): http.ClientRequest {
  const { method, url, body, options, cookies } = request;
  const { request: open } = url.startsWith("https:") ? https : http;
  const headers = headersOf({ accept: "*/*", ...options.extraHeaders }, cookies);
  if (body !== undefined) {
    headers["content-type"] =
      typeof body === "string" ? "text/plain;charset=UTF-8" : "application/octet-stream";
    headers["content-length"] = String(Buffer.byteLength(body));
  }
  const agent = options.agent ? { agent: options.agent as http.Agent } : {};
  const at = now();
  const tell = (response?: HttpResponse) =>
    options.tap?.exchange?.({
      at,
      role: "client",
      method,
      url,
      requestHeaders: headers,
      ...(body !== undefined && { requestBody: body }),
      ...(response && {
        status: response.status,
        responseHeaders: response.headers,
        responseBody: response.body,
      }),
      durationMs: now() - at,
    });
  let failed = false;
  // An answer cut short is an error of both the request and the response.
  const onFailure = (error: unknown) => {
    if (failed) return;
    failed = true;
    tell();
    onError(error);
  };
  const client = open(url, { ...tlsOptions(options), ...agent, method, headers }, (response) => {
    cookies?.store(response.headers["set-cookie"] ?? []);
    const { statusCode: status = 0 } = response;
    const { location } = response.headers;
    if (location !== undefined && [301, 302, 303, 307, 308].includes(status) && method === "GET") {
      response.resume();
      tell({ status, headers: flatten(response.headers), body: "" });
      if (redirectsLeft === 0) onError(new Error("too many redirects"));
      else redirect(new URL(location, url).href, redirectsLeft - 1);
      return;
    }
    response.once("error", onFailure);
    readBody(response, maxReceivedBytes, (bytes, isWhole) => {
      if (!isWhole) {
        client.destroy(new Error(`answer over ${maxReceivedBytes} bytes`));
        return;
      }
      const isBinary = response.headers["content-type"]?.startsWith("application/octet-stream");
      const answer = {
        status,
        headers: flatten(response.headers),
        body: isBinary ? bytes : bytes.toString(),
      };
      tell(answer);
      onResponse(answer);
    });
  });
  client.once("error", onFailure);
  if (options.autoUnref) client.once("socket", (socket) => socket.unref());
  client.end(body);
  return client;
}

/** Calls back with the body, or with as much of it as the limit allows or as arrived before an error. */
function readBody(
  response: http.IncomingMessage,
  limit: number,
  onBody: (body: Buffer, isWhole: boolean) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let done = false;
  const finish = (isWhole: boolean) => {
    if (done) return;
    done = true;
    onBody(Buffer.concat(chunks).subarray(0, limit), isWhole);
  };
  response.on("data", (chunk: Buffer) => {
    if (done) return;
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) finish(false);
  });
  response.once("end", () => finish(true));
  response.once("error", () => finish(false));
}

function headersOf(
  extra: EngineOptions["extraHeaders"],
  cookies: CookieStore | undefined,
): Record<string, string> {
  const headers = { ...extra };
  const cookie = cookies?.header();
  if (cookie) headers.cookie = headers.cookie ? `${headers.cookie}; ${cookie}` : cookie;
  return headers;
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

const tlsNames = ["pfx", "key", "passphrase", "cert", "ca", "ciphers", "rejectUnauthorized"] as const;

function tlsOptions(options: EngineOptions): Pick<ConnectionOptions, (typeof tlsNames)[number]> {
  return Object.fromEntries(
    tlsNames.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
