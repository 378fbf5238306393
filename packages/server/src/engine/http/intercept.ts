import type { IncomingMessage, ServerResponse } from "node:http";
import type { NodeServer } from "../options.js";

type Listener = (...args: unknown[]) => void;

/**
 * Puts a handler before an HTTP server's request listeners: they get what it does not claim. Several can
 * stand before each other; the last one in is asked first.
 *
 * @param handle returns whether it has taken the request
 */
export function interceptRequests(
  server: NodeServer,
  handle: (request: IncomingMessage, response: ServerResponse) => boolean,
): void {
  const emitter: NodeJS.EventEmitter = server;
  const others = emitter.listeners("request") as Listener[];
  emitter.removeAllListeners("request");
  emitter.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (handle(request, response)) return;
    for (const listener of others) listener.call(server, request, response);
  });
}
