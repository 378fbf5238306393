import type { Server as HttpServer, IncomingMessage } from "node:http";
import type {
  CaptureStatus,
  ConnectionState,
  PageCalls,
  PageNews,
  Problem,
  Result,
  ViewChange,
} from "../contract/index.js";
import { type DefaultEventsMap, Server, type Socket } from "../socket-io-server.js";
import type { Workbench } from "../workbench.js";
import { ChangeFeed } from "./change-feed.js";
import { checkFilter, checkMessage, checkOpenCall } from "./checks.js";

export const linkPath = "/api/socket.io";

/** The largest message that a page may compose, and then some. */
const maxCallBytes = 64 * 2 ** 20;
const defaultDetailBytes = 2 ** 20;
/** Each watched view costs a look at every new row. */
const maxViews = 256;

interface CallSource {
  on(name: string, listener: (...args: unknown[]) => void): unknown;
}

/** Incoming calls are typed by `on`, which does not trust them. */
type PageSocket = Socket<DefaultEventsMap, PageNews>;

/** The link between the workbench and its pages. */
export class PageLink {
  readonly #io: Server<DefaultEventsMap, PageNews>;
  readonly #workbench: Workbench;
  readonly #feeds = new Map<string, ChangeFeed>();

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

  /** View ids of the timeline are `<socket id> <view id of the page>`. */
  tellChange(change: ViewChange): void {
    this.#feeds.get(change.viewId)?.add(change);
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  #checkViews(name: string): Problem | undefined {
    if (this.#feeds.has(name) || this.#feeds.size < maxViews) return undefined;
    return { code: "TOO_MANY_VIEWS", message: `More than ${maxViews} views cannot be watched at once.` };
  }

  #welcome(socket: PageSocket): void {
    const workbench = this.#workbench;
    const { connections, timeline } = workbench;
    const viewName = (viewId: string) => `${socket.id} ${viewId}`;

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
    on(socket, "timeline:watch", async ({ viewId, filter }, ack) => {
      const name = viewName(viewId);
      const problem = checkFilter(filter) ?? this.#checkViews(name);
      if (problem) {
        ack({ ok: false, problem });
        return;
      }
      const result = await attempt(() => timeline.watch(name, filter));
      if (result.ok && socket.connected) {
        const feed = new ChangeFeed((change, done) => {
          socket.timeout(1000).emit("timeline:change", change, done);
        });
        this.#feeds.set(name, feed);
      }
      ack(result.ok ? { ok: true, value: { ...result.value, viewId } } : result);
    });
    on(socket, "timeline:unwatch", async ({ viewId }, ack) => {
      this.#feeds.delete(viewName(viewId));
      await timeline.unwatch(viewName(viewId));
      ack({ ok: true, value: null });
    });
    on(socket, "timeline:rows", async ({ viewId, from, count }, ack) => {
      ack(await attempt(() => timeline.rows(viewName(viewId), from, count)));
    });
    on(socket, "timeline:detail", async ({ seq, limit = defaultDetailBytes }, ack) => {
      ack(await attempt(() => timeline.detail(seq, limit)));
    });
    socket.on("disconnect", () => {
      for (const name of this.#feeds.keys()) {
        if (!name.startsWith(`${socket.id} `)) continue;
        this.#feeds.delete(name);
        void timeline.unwatch(name);
      }
    });
  }
}

/**
 * Listens to a call. Whatever a handler throws, and a call of another shape than the contract's, ends as a
 * refusal for the caller and never reaches the process.
 */
function on<Name extends keyof PageCalls>(
  socket: CallSource,
  name: Name,
  handle: (...args: Parameters<PageCalls[Name]>) => unknown,
): void {
  socket.on(name, (...args) => {
    const ack = args.at(-1);
    if (typeof ack !== "function") return;
    void (async () => {
      try {
        await handle(...(args as Parameters<PageCalls[Name]>));
      } catch (error) {
        ack({ ok: false, problem: invalid(error) });
      }
    })();
  });
}

async function attempt<T>(ask: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, problem: invalid(error) };
  }
}

function invalid(error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "REQUEST_INVALID";
  return { code, message: error instanceof Error ? error.message : String(error) };
}
