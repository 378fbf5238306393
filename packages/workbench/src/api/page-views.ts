import type { PageNews, Problem, ViewChange } from "../contract/index.js";
import type { DefaultEventsMap, Socket } from "../socket-io-server.js";
import type { CaptureSource } from "../timeline/index.js";
import { ChangeFeed } from "./change-feed.js";

/** Each watched view costs a look at every new row. */
const maxViews = 256;

/** Incoming calls are typed by `on`, which does not trust them. */
export type PageSocket = Socket<DefaultEventsMap, PageNews>;

interface PageView {
  readonly feed: ChangeFeed;
  readonly source: CaptureSource;
}

/** The views of all pages. For the captures a view is called `<socket id> <view id of the page>`. */
export class PageViews {
  readonly #views = new Map<string, PageView>();

  nameOf(socket: PageSocket, viewId: string): string {
    return `${socket.id} ${viewId}`;
  }

  /** Why a further view cannot be watched. */
  check(name: string): Problem | undefined {
    if (this.#views.has(name) || this.#views.size < maxViews) return undefined;
    return { code: "TOO_MANY_VIEWS", message: `More than ${maxViews} views cannot be watched at once.` };
  }

  add(socket: PageSocket, name: string, source: CaptureSource): void {
    const feed = new ChangeFeed((change, done) => {
      socket.timeout(1000).emit("timeline:change", change, done);
    });
    this.#views.set(name, { feed, source });
  }

  /** The capture that a view looks at. */
  sourceOf(name: string): CaptureSource | undefined {
    return this.#views.get(name)?.source;
  }

  tell(change: ViewChange): void {
    this.#views.get(change.viewId)?.feed.add(change);
  }

  async remove(name: string): Promise<void> {
    const source = this.sourceOf(name);
    this.#views.delete(name);
    await source?.unwatch(name);
  }

  /** The page is gone. */
  removeAll(socket: PageSocket): void {
    for (const name of [...this.#views.keys()]) {
      if (name.startsWith(`${socket.id} `)) void this.remove(name);
    }
  }
}
