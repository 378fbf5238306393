import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { attach, type EngineOptions, type EngineServer } from "../../src/engine/index.js";
import { Server, type ServerOptions } from "../../src/index.js";
import type { Untyped } from "../../src/socket/events/typed-events.js";

/** A server of ours on a free port, and everything that has to be closed when a test is over. */
export class Harness {
  readonly #cleanups: (() => unknown)[] = [];

  async start(
    options: Partial<ServerOptions> = {},
  ): Promise<{ io: Server; url: string; httpServer: HttpServer }> {
    const httpServer = createServer((_request, response) => response.writeHead(404).end());
    const io = new Server(httpServer, options);
    await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
    this.#cleanups.push(() => io.close());
    return { io, httpServer, url: urlOf(httpServer) };
  }

  /** The Engine.IO server alone, at the same path. */
  async startEngine(options: Partial<EngineOptions> = {}): Promise<{ engine: EngineServer; url: string }> {
    const httpServer = createServer((_request, response) => response.writeHead(404).end());
    const engine = attach(httpServer, { ...options, path: "/socket.io" });
    await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
    this.#cleanups.push(() => {
      engine.close();
      httpServer.closeAllConnections();
      return new Promise((resolve) => httpServer.close(resolve));
    });
    return { engine, url: urlOf(httpServer) };
  }

  onCleanup(cleanup: () => unknown): void {
    this.#cleanups.push(cleanup);
  }

  async cleanup(): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0).reverse()) await cleanup();
  }
}

export function urlOf(server: HttpServer): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Emitter {
  once(event: string, listener: (...args: Untyped[]) => void): unknown;
}

/** The arguments of the next event of that name. */
export function next<T extends unknown[] = unknown[]>(emitter: Emitter, event: string): Promise<T> {
  return new Promise((resolve) => emitter.once(event, (...args: Untyped[]) => resolve(args as T)));
}
