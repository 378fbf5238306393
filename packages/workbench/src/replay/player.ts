import type { CapturedConnection, CapturedRow } from "../capture-files/index.js";
import type { RunLog } from "../capture-files/run-log.js";
import { Connection } from "../connections/index.js";
import type { ConnectionRequest, ConnectionState, OutgoingMessage } from "../contract/index.js";
import { type Comparable, comparableOf } from "../diff/index.js";

/** Something that came, as it is compared, and as it came. */
export interface Arrived {
  readonly comparable: Comparable;
  readonly row: CapturedRow;
}

/** How long the other side has for its part of a closing handshake. */
const goodbyeMs = 2000;

/** One connection of a recording, made again. */
export class Player {
  readonly captured: CapturedConnection;
  readonly #connection: Connection;
  /** What came, stream by stream. */
  readonly #arrived = new Map<string, Arrived[]>();
  readonly #all: Comparable[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(captured: CapturedConnection, request: ConnectionRequest, log: RunLog) {
    this.captured = captured;
    log.addConnection(captured.title, { protocol: request.protocol, url: request.url });
    this.#connection = new Connection({
      id: captured.id,
      title: captured.title,
      request,
      log: (entry) => {
        const seq = log.append(captured.title, entry);
        this.#hear({ seq, connection: captured.title, entry });
        return seq;
      },
      onChange: () => this.#tell(),
    });
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Everything that is compared, in the order in which it happened. */
  get comparables(): readonly Comparable[] {
    return this.#all;
  }

  arrived(stream: string, index: number): Arrived | undefined {
    return this.#arrived.get(stream)?.[index];
  }

  open(): void {
    void this.#connection.open();
  }

  send(message: OutgoingMessage) {
    return this.#connection.send(message);
  }

  close(code?: number, reason?: string): void {
    this.#connection.close(code, reason);
  }

  /** Resolves with false when the time is over before. */
  until(isDone: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    if (isDone()) return Promise.resolve(true);
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (isInTime: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        this.#watchers.delete(look);
        resolve(isInTime);
      };
      const look = () => {
        if (isDone()) settle(true);
      };
      const onAbort = () => settle(false);
      const timer = setTimeout(() => settle(false), timeoutMs);
      signal.addEventListener("abort", onAbort, { once: true });
      this.#watchers.add(look);
    });
  }

  get isOver(): boolean {
    const { phase } = this.state;
    return phase === "closed" || phase === "failed";
  }

  async end(): Promise<void> {
    const { phase } = this.state;
    if (phase === "idle" || this.isOver) return;
    if (phase !== "closing") this.#connection.close();
    const isDone = await this.until(() => this.isOver, goodbyeMs, new AbortController().signal);
    if (!isDone) this.#connection.terminate();
  }

  #hear(row: CapturedRow): void {
    const comparable = comparableOf(row);
    if (!comparable || comparable.direction === "sent") return;
    this.#all.push(comparable);
    const { stream } = comparable;
    const known = this.#arrived.get(stream);
    if (known) known.push({ comparable, row });
    else this.#arrived.set(stream, [{ comparable, row }]);
    this.#tell();
  }

  #tell(): void {
    for (const look of [...this.#watchers]) look();
  }
}
