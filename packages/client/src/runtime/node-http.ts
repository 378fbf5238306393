import http from "node:http";
import https from "node:https";
import { watchExchange } from "../tap/exchange.js";
import type { HttpRequest, HttpResponse, SendRequest } from "./http.js";
import { flatten, headersOf, maxReceivedBytes, readBody, tlsOptions } from "./node-options.js";

const maxRedirects = 5;

/** Requests of Node. */
export const sendByNode: SendRequest = (request, onResponse, onError) => {
  const send = (url: string, redirectsLeft: number): void => {
    try {
      exchange({ ...request, url }, redirectsLeft, send, onResponse, onError);
    } catch (error) {
      // A bad URL or header. In a later turn, as any other failure.
      setImmediate(onError, error);
    }
  };
  send(request.url, maxRedirects);
};

function exchange(
  request: HttpRequest,
  redirectsLeft: number,
  redirect: (url: string, redirectsLeft: number) => void,
  onResponse: (response: HttpResponse) => void,
  onError: (error: unknown) => void,
): void {
  const { method, url, body, options, cookies, signal } = request;
  const { request: open } = url.startsWith("https:") ? https : http;
  const headers = headersOf({ accept: "*/*", ...options.extraHeaders }, cookies);
  if (body !== undefined) {
    headers["content-type"] =
      typeof body === "string" ? "text/plain;charset=UTF-8" : "application/octet-stream";
    headers["content-length"] = String(Buffer.byteLength(body));
  }
  const agent = options.agent === undefined ? {} : { agent: options.agent as http.Agent | false };
  const tell = watchExchange(request, headers);
  let failed = false;
  // An answer cut short is an error of both the request and the response.
  const onFailure = (error: unknown) => {
    if (failed) return;
    failed = true;
    tell();
    onError(error);
  };
  const client = open(url, { ...tlsOptions(options), ...agent, method, headers, signal }, (response) => {
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
}
