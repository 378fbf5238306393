import { createServer, type Server as HttpServer } from "node:http";
import type { AttachOptions, EngineOptions, NodeServer } from "./options.js";
import { EngineServer } from "./server.js";
import { PollingTransport } from "./transports/polling.js";
import { WebSocketTransport } from "./transports/websocket.js";

export * as parser from "@signalbox/wire/engine";
export { EngineErrorCode, TransportError } from "./errors.js";
export { type AttachOptions, attachDefaults, type EngineOptions, engineDefaults } from "./options.js";
export { EngineServer, EngineServer as Server } from "./server.js";
export { Session, Session as Socket } from "./session/session.js";
export type { Transport } from "./transports/transport.js";

/** The newest revision of the Engine.IO protocol that is spoken. */
export const protocol = 4;

export const transports = { polling: PollingTransport, websocket: WebSocketTransport } as const;

/** Serves Engine.IO clients by an HTTP server. */
export function attach(
  server: NodeServer,
  options: Partial<EngineOptions & AttachOptions> = {},
): EngineServer {
  const engine = new EngineServer(options);
  engine.attach(server, options);
  return engine;
}

/** Serves Engine.IO clients by a new HTTP server on a port; all other requests get 501. */
export function listen(
  port: number,
  options: Partial<EngineOptions & AttachOptions> = {},
  onListening?: () => void,
): EngineServer & { readonly httpServer: HttpServer } {
  const server = createServer((_request, response) => response.writeHead(501).end());
  const engine = attach(server, options);
  server.listen(port, onListening);
  return Object.assign(engine, { httpServer: server });
}
