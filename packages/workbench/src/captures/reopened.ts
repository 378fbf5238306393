import type { ViewChange } from "../contract/index.js";
import { ReaderClient } from "../timeline/index.js";

interface Reopened {
  readonly reader: Promise<ReaderClient>;
  closing: NodeJS.Timeout | undefined;
}

/** Captures that were opened again, each with a thread that reads it, for as long as somebody looks. */
export class ReopenedCaptures {
  readonly #idleMs: number;
  readonly #onChange: (change: ViewChange) => void;
  readonly #open = new Map<string, Reopened>();

  constructor(idleMs: number, onChange: (change: ViewChange) => void) {
    this.#idleMs = idleMs;
    this.#onChange = onChange;
  }

  /** Rejects with `CAPTURE_TOO_NEW` and the like. */
  open(path: string): Promise<ReaderClient> {
    const known = this.#open.get(path);
    if (known) {
      this.#closeLater(path, known);
      return known.reader;
    }
    const opened: Reopened = { reader: ReaderClient.start({ path }, this.#onChange), closing: undefined };
    this.#open.set(path, opened);
    this.#closeLater(path, opened);
    opened.reader.catch(() => this.#forget(path));
    return opened.reader;
  }

  async close(path: string): Promise<void> {
    const known = this.#forget(path);
    await (await known?.reader)?.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((path) => this.close(path)));
  }

  #forget(path: string): Reopened | undefined {
    const known = this.#open.get(path);
    clearInterval(known?.closing);
    this.#open.delete(path);
    return known;
  }

  #closeLater(path: string, opened: Reopened): void {
    clearInterval(opened.closing);
    opened.closing = setInterval(async () => {
      const reader = await opened.reader;
      if (!reader.isWatched) await this.close(path);
    }, this.#idleMs).unref();
  }
}
