import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { CaptureStatus, ConnectionState, PageNews, ViewChange } from "../contract/index.js";
import { type DefaultEventsMap, Server } from "../socket-io-server.js";
import type { Workbench } from "../workbench.js";
import { on } from "./calls.js";
import { serveCaptures } from "./capture-calls.js";
import { checkMessage, checkOpenCall } from "./checks.js";
import { serveCode } from "./code-calls.js";
import { type PageSocket, PageViews } from "./page-views.js";
import { serveTimeline } from "./timeline-calls.js";

export const linkPath = "/api/socket.io";

/** The largest message that a page may compose, and then some. */
const maxCallBytes = 64 * 2 ** 20;

/** The link between the workbench and its pages. */
export class PageLink {
  readonly #io: Server<DefaultEventsMap, PageNews>;
  readonly #workbench: Workbench;
  readonly #views = new PageViews();

  /** `isAllowed` is asked for every HTTP request and upgrade of the link. */
  constructor(server: HttpServer, workbench: Workbench, isAllowed: (request: IncomingMessage) => boolean) {
    this.#workbench = workbench;
    this.#io = new Server<DefaultEventsMap, PageNews>(server, {
      path: linkPath,
      serveClient: false,
      maxHttpBufferSize: maxCallBytes,
      allowRequest: (request: IncomingMessage, decide: (error: string | null, isAllowed: boolean) => void) =>
        decide(null, isAllowed(request)),
    });
    this.#io.on("connection", (socket) => this.#welcome(socket));
  }

  tellConnection(state: ConnectionState): void {
    this.#io.emit("connection", state);
  }

  tellRemoved(id: string): void {
    this.#io.emit("connection:removed", id);
  }

  tellStatus(status: CaptureStatus): void {
    this.#io.emit("capture", status);
  }

  tellChange(change: ViewChange): void {
    this.#views.tell(change);
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  #welcome(socket: PageSocket): void {
    const workbench = this.#workbench;
    const { connections } = workbench;

    on(socket, "welcome", (ack) => ack(workbench.welcome()));
    on(socket, "connection:open", async (call, ack) => {
      const problem = checkOpenCall(call);
      if (problem) ack({ ok: false, problem });
      else ack(await connections.open(call));
    });
    on(socket, "connection:close", ({ id, code, reason }, ack) => ack(connections.close(id, code, reason)));
    on(socket, "connection:remove", ({ id }, ack) => ack(connections.remove(id)));
    on(socket, "connection:send", ({ id, message }, ack) => {
      const problem = checkMessage(message);
      ack(problem ? { ok: false, problem } : connections.send(id, message));
    });
    serveTimeline(socket, workbench, this.#views);
    serveCaptures(socket, workbench);
    serveCode(socket);
    socket.on("disconnect", () => this.#views.removeAll(socket));
  }
}
