import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AttachOptions, NodeServer } from "./options.js";

/** Who serves the requests of a captured path. */
export interface RequestHandler {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

type Listener = (...args: unknown[]) => void;

/** The captured path as it stands at the beginning of a URL. */
export function computePath({
  path,
  addTrailingSlash,
}: Pick<AttachOptions, "path" | "addTrailingSlash">): string {
  const bare = path.replace(/\/$/, "");
  return addTrailingSlash ? `${bare}/` : bare;
}

/** Sends the requests of one path of an HTTP server to `handler`, all others to its listeners. */
export function attach(server: NodeServer, handler: RequestHandler, options: AttachOptions): void {
  const path = computePath(options);
  const emitter: NodeJS.EventEmitter = server;
  const isOurs = (request: IncomingMessage): boolean => (request.url ?? "").startsWith(path);

  const others = emitter.listeners("request") as Listener[];
  emitter.removeAllListeners("request");
  emitter.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (isOurs(request)) handler.handleRequest(request, response);
    else for (const listener of others) listener.call(server, request, response);
  });

  emitter.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isOurs(request)) {
      handler.handleUpgrade(request, socket, head);
    } else if (options.destroyUpgrade) {
      endUnclaimed(socket, options.destroyUpgradeTimeout);
    }
  });
}

/** An upgrade that no listener has answered in time would keep its connection open for ever. */
function endUnclaimed(socket: Duplex & { readonly bytesWritten?: number }, timeoutMs: number): void {
  setTimeout(() => {
    if (socket.writable && (socket.bytesWritten ?? 0) <= 0) {
      socket.on("error", () => {});
      socket.end();
    }
  }, timeoutMs).unref();
}
