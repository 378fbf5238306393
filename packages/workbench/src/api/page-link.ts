import type { Server as HttpServer, IncomingMessage } from "node:http";
import type {
  CaptureStatus,
  ConnectionState,
  PageNews,
  ProjectState,
  VariableInfo,
  ViewChange,
} from "../contract/index.js";
import { type DefaultEventsMap, Server } from "../socket-io-server.js";
import type { Workbench } from "../workbench.js";
import { on } from "./calls.js";
import { serveCaptures } from "./capture-calls.js";
import { serveCode } from "./code-calls.js";
import { serveConnections } from "./connection-calls.js";
import { serveExchange } from "./exchange-calls.js";
import { type PageSocket, PageViews } from "./page-views.js";
import { serveProject } from "./project-calls.js";
import { projectRuns, serveScenarios } from "./scenario-calls.js";
import { serveTimeline } from "./timeline-calls.js";

export const linkPath = "/api/socket.io";

/** The largest message that a page may compose, and then some. */
const maxCallBytes = 64 * 2 ** 20;

/** The link between the workbench and its pages. */
export class PageLink {
  readonly #io: Server<DefaultEventsMap, PageNews>;
  readonly #workbench: Workbench;
  readonly #views = new PageViews();
  readonly #scenarios: ReturnType<typeof projectRuns>;

  /** `isAllowed` is asked for every HTTP request and upgrade of the link. */
  constructor(server: HttpServer, workbench: Workbench, isAllowed: (request: IncomingMessage) => boolean) {
    this.#workbench = workbench;
    this.#io = new Server<DefaultEventsMap, PageNews>(server, {
      path: linkPath,
      serveClient: false,
      maxHttpBufferSize: maxCallBytes,
    });
    // Socket.IO's `allowRequest` is asked for handshakes alone; whoever knows a session's id must be ours too.
    this.#io.engine.use((request, _response, next) => {
      next(isAllowed(request) ? undefined : new Error("not a page of this workbench"));
    });
    this.#scenarios = projectRuns(workbench, (name, ...args) => this.#io.emit(name, ...args));
    this.#io.on("connection", (socket) => this.#welcome(socket));
  }

  tellConnection(state: ConnectionState): void {
    this.#io.emit("connection", state);
  }

  tellRemoved(id: string): void {
    this.#io.emit("connection:removed", id);
  }

  tellProject(state: ProjectState): void {
    this.#io.emit("project", state);
  }

  tellVariables(variables: readonly VariableInfo[]): void {
    this.#io.emit("variables", variables);
  }

  tellStatus(status: CaptureStatus): void {
    this.#io.emit("capture", status);
  }

  tellChange(change: ViewChange): void {
    this.#views.tell(change);
  }

  async close(): Promise<void> {
    await this.#scenarios.close();
    await this.#io.close();
  }

  #welcome(socket: PageSocket): void {
    const workbench = this.#workbench;
    on(socket, "welcome", (ack) => ack(workbench.welcome()));
    serveConnections(socket, workbench);
    serveProject(socket, workbench);
    serveTimeline(socket, workbench, this.#views);
    serveCaptures(socket, workbench);
    serveCode(socket, workbench);
    serveExchange(socket, workbench);
    serveScenarios(socket, workbench, this.#scenarios);
    socket.on("disconnect", () => this.#views.removeAll(socket));
  }
}
