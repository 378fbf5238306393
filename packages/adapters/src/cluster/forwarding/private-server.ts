import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { SessionEngine } from "./session-engine.js";

/** The first worker has already held the request's head against its own limit. */
const MAX_HEADER_BYTES = 1 << 20;

/** Serves an engine to the other workers. */
export async function listenPrivately(
  path: string,
  { handleRequest, handleUpgrade }: Pick<SessionEngine, "handleRequest" | "handleUpgrade">,
): Promise<Server> {
  // Connections between workers stay: were an idle one closed here, a request might just be on its way.
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 0 });
  server.on("request", handleRequest);
  server.on("upgrade", handleUpgrade);
  // What a process of the same number has left, in another life.
  if (process.platform !== "win32") rmSync(path, { force: true });
  // `exclusive`: the primary has no part in it.
  server.listen({ path, exclusive: true });
  await once(server, "listening");
  return server.unref();
}

/** Ends it, when the requests in flight have their answers. */
export function closePrivately(server: Server): void {
  server.keepAliveTimeout = 1;
  server.close();
}
