import { createServer, type Server as HttpServer, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import { type MockOptions, mockDefaults } from "../options.js";
import { Scene } from "../scene.js";
import type { MockRole, MockScript } from "../script/script.js";
import { serveSocketIo } from "./socket-io.js";
import { serveWebSocket } from "./websocket.js";

export interface MockServer {
  readonly port: number;
  /** Ends all connections and the server. */
  close(): Promise<void>;
}

/** The scenes of a mock: a client takes the first free role, and begins a new scene where none is free. */
export class Stage {
  readonly script: MockScript;
  readonly options: MockOptions;
  #scenes: Scene[] = [];

  constructor(script: MockScript, options: MockOptions) {
    this.script = script;
    this.options = options;
  }

  /** Undefined for a place that the script does not know. */
  cast(protocol: MockRole["protocol"], place: string): { scene: Scene; role: MockRole } | undefined {
    for (const scene of this.#scenes) {
      const role = scene.freeRole(protocol, place);
      if (role) return { scene, role };
    }
    const scene = new Scene(this.script, this.options);
    const role = scene.freeRole(protocol, place);
    if (!role) return undefined;
    this.#scenes.push(scene);
    return { scene, role };
  }

  /** A scene that everybody has left is forgotten, so that the next clients begin anew. */
  left(scene: Scene): void {
    if (scene.isOver) this.#scenes = this.#scenes.filter((one) => one !== scene);
  }

  end(): void {
    for (const scene of this.#scenes) scene.end();
  }
}

/** Starts a server that plays a script, for WebSocket and Socket.IO 2, 3 and 4 clients. */
export async function startMock(script: MockScript, options: Partial<MockOptions> = {}): Promise<MockServer> {
  const all: MockOptions = { ...mockDefaults, ...options };
  const stage = new Stage(script, all);
  const http = createServer((_request, response) => {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end(`${STATUS_CODES[404]}: this is a mock of a WebSocket or Socket.IO server.`);
  });
  const closeSocketIo = await serveSocketIo(http, stage);
  const closeWebSockets = serveWebSocket(http, stage);
  const port = await listen(http, all);
  return {
    port,
    async close() {
      stage.end();
      await closeWebSockets();
      await closeSocketIo();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

function listen(http: HttpServer, { port, host }: MockOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen({ port, host }, () => {
      http.off("error", reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}
