import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** What forwarding needs of an Engine.IO server. */
export interface SessionEngine {
  generateId(request: IncomingMessage): string | PromiseLike<string>;
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): unknown;
}
