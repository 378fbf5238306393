import type { Agent } from "node:http";
import { WebSocket } from "@signalbox/websocket";
import { HandshakeRefusedError } from "../errors.js";
import type { EngineOptions } from "../options.js";
import { CookieJar } from "./cookies.js";
import { flatten, headersOf, maxReceivedBytes, readBody, tlsOptions } from "./node-options.js";
import type { CookieStore, Runtime, WebSocketHandler } from "./runtime.js";

const maxRefusalBytes = 65_536;

export const nodeRuntime: Runtime = {
  openWebSocket(url, options, cookies, handler) {
    const { agent, extraHeaders, perMessageDeflate, protocols = [], tap } = options;
    const socket = new WebSocket(url, protocols, {
      ...tlsOptions(options),
      ...(agent !== undefined && { agent: agent as Agent | false }),
      headers: headersOf(extraHeaders, cookies),
      perMessageDeflate: perMessageDeflate ?? false,
      maxPayload: maxReceivedBytes,
      ...(tap && { tap }),
    });
    listen(socket, cookies, options, handler);
    const threshold = perMessageDeflate ? (perMessageDeflate.threshold ?? 1024) : 0;
    return {
      send: (data, compress = true) => socket.send(data, { compress: compress && data.length >= threshold }),
      close: () => {
        // The peer's answer is read, even when nothing else was.
        socket.resume();
        socket.close();
      },
      setReading: (reading) => (reading ? socket.resume() : socket.pause()),
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
  socket.on("error", (error) => handler.onError(errorEvent(error.message, error), undefined, error));
  socket.on("close", (code, reason) => {
    handler.onClose("websocket connection closed", { code, reason: reason.toString() });
  });
  socket.on("unexpected-response", (request, response) => {
    readBody(response, maxRefusalBytes, (body) => {
      const { statusCode: status = 0 } = response;
      const headers = flatten(response.headers);
      const cause = new HandshakeRefusedError({ status, headers, body: body.toString() });
      const description = errorEvent(`Unexpected server response: ${status}`, cause);
      handler.onError(description, { status, headers, responseText: cause.body }, cause);
      request.destroy();
    });
  });
}

/** As `socket.io-client` describes a failed WebSocket. */
function errorEvent(message: string, error: Error): { type: "error"; message: string; error: Error } {
  return { type: "error", message, error };
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
