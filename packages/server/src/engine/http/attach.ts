import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AttachOptions, NodeServer } from "../options.js";
import { interceptRequests } from "./intercept.js";

/** Who serves the requests of a captured path. */
export interface RequestHandler {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** The captured path as it stands at the beginning of a URL. */
function computePath({ path, addTrailingSlash }: AttachOptions): string {
  const bare = path.replace(/\/$/, "");
  return addTrailingSlash ? `${bare}/` : bare;
}

/**
 * Sends the requests and upgrades of one path of an HTTP server to `handler`.
 *
 * @param takesUpgrades otherwise they are left to others, or to Node, which treats them as plain requests
 */
export function attach(
  server: NodeServer,
  handler: RequestHandler,
  takesUpgrades: boolean,
  options: AttachOptions,
): void {
  const path = computePath(options);
  const isOurs = ({ url = "" }: IncomingMessage): boolean => url.startsWith(path);

  interceptRequests(server, (request, response) => {
    if (!isOurs(request)) return false;
    handler.handleRequest(request, response);
    return true;
  });

  if (!takesUpgrades) return;
  const emitter: NodeJS.EventEmitter = server;
  emitter.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isOurs(request)) handler.handleUpgrade(request, socket, head);
    else if (options.destroyUpgrade) endUnclaimed(socket, options.destroyUpgradeTimeout);
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
