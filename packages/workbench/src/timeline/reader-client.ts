import type { Worker } from "node:worker_threads";
import type { Catalogue, Mark, TimelineFilter, ViewChange } from "../contract/index.js";
import { TimelineError } from "./errors.js";
import type { CaptureSource, Position } from "./source.js";
import { type FromReader, type ReaderCalls, startThread, type ThreadData, type ToReader } from "./threads.js";

/** A regular expression can take forever on one text; a reader that is silent for so long is replaced. */
const silenceMs = 5000;
const pingMs = 1000;

interface PendingCall {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** The reader thread as the main thread has it: calls with answers, and a new thread when it hangs or dies. */
export class ReaderClient implements CaptureSource {
  readonly #data: ThreadData;
  readonly #onChange: (change: ViewChange) => void;
  readonly #calls = new Map<number, PendingCall>();
  /** What is watched, so that a new thread can go on. */
  readonly #views = new Map<string, TimelineFilter>();
  /** Views whose search was given up, until they are watched anew. */
  readonly #givenUp = new Set<string>();
  #worker: Worker;
  /** What is to be said to the next thread while there is none. */
  #waiting: ToReader[] = [];
  #replacing: Promise<void> | undefined;
  #nextCall = 1;
  #lastSeq = 0;
  #pinging: NodeJS.Timeout | undefined;
  #lastHeard = 0;
  #isClosed = false;

  static async start(data: ThreadData, onChange: (change: ViewChange) => void): Promise<ReaderClient> {
    const { worker } = await startThread<FromReader>("reader-thread", data);
    return new ReaderClient(data, worker, onChange);
  }

  private constructor(data: ThreadData, worker: Worker, onChange: (change: ViewChange) => void) {
    this.#data = data;
    this.#onChange = onChange;
    this.#worker = worker;
    this.#listen(worker);
  }

  async watch(viewId: string, filter: TimelineFilter): Promise<ViewChange> {
    this.#views.set(viewId, filter);
    this.#givenUp.delete(viewId);
    this.#watchOver();
    try {
      return await this.#ask("watch", viewId, filter);
    } catch (error) {
      if (this.#views.get(viewId) === filter) this.#views.delete(viewId);
      throw error;
    }
  }

  unwatch(viewId: string): Promise<void> {
    this.#views.delete(viewId);
    this.#givenUp.delete(viewId);
    return this.#ask("unwatch", viewId);
  }

  rows(viewId: string, from: number, count: number): Promise<ReturnType<ReaderCalls["rows"]>> {
    if (this.#givenUp.has(viewId)) return Promise.reject(tooSlow());
    return this.#ask("rows", viewId, from, count);
  }

  detail(seq: number, limit: number): Promise<ReturnType<ReaderCalls["detail"]>> {
    return this.#ask("detail", seq, limit);
  }

  position(viewId: string, at: Position): Promise<number> {
    if (this.#givenUp.has(viewId)) return Promise.reject(tooSlow());
    return this.#ask("position", viewId, at);
  }

  mark(seq: number, mark: Mark | undefined): Promise<void> {
    return this.#ask("mark", seq, mark);
  }

  catalogue(connectionIds: readonly string[] | undefined): Promise<Catalogue> {
    return this.#ask("catalogue", connectionIds);
  }

  committed(lastSeq: number): void {
    this.#lastSeq = lastSeq;
    if (!this.#isClosed) this.#post({ type: "committed", lastSeq });
  }

  /** Whether somebody looks. */
  get isWatched(): boolean {
    return this.#views.size > 0;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#pinging);
    if (this.#replacing) await this.#replacing;
    else await this.#end(this.#worker);
    this.#rejectCalls(new TimelineError("CAPTURE_UNREADABLE", "The capture was closed."));
  }

  /** Lets a thread close its file, and does not wait for one that hangs. */
  async #end(worker: Worker): Promise<void> {
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    this.#post({ type: "close" });
    const hard = setTimeout(() => void worker.terminate(), silenceMs);
    await ended;
    clearTimeout(hard);
  }

  #listen(worker: Worker): void {
    this.#lastHeard = performance.now();
    worker.on("message", (message: FromReader) => {
      this.#lastHeard = performance.now();
      this.#hear(message);
    });
    worker.on("error", (error) => this.#replace(error));
  }

  #hear(message: FromReader): void {
    switch (message.type) {
      case "change":
        this.#onChange(message.change);
        return;
      case "answer":
        this.#take(message.id)?.resolve(message.value as never);
        return;
      case "refusal": {
        const { code, message: text } = message;
        this.#take(message.id)?.reject(code ? new TimelineError(code, text) : new Error(text));
        return;
      }
    }
  }

  #ask<Name extends keyof ReaderCalls>(
    name: Name,
    ...args: Parameters<ReaderCalls[Name]>
  ): Promise<Awaited<ReturnType<ReaderCalls[Name]>>> {
    const id = this.#nextCall++;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#post({ type: "call", id, name, args } as ToReader);
    });
  }

  #post(message: ToReader): void {
    if (this.#replacing) this.#waiting.push(message);
    else this.#worker.postMessage(message);
  }

  /** Pings while a regular expression is watched: nothing else can hold the reader up for long. */
  #watchOver(): void {
    if (this.#pinging || !this.#hasExpression()) return;
    this.#lastHeard = performance.now();
    this.#pinging = setInterval(() => {
      if (!this.#hasExpression()) {
        clearInterval(this.#pinging);
        this.#pinging = undefined;
      } else if (performance.now() - this.#lastHeard > silenceMs) {
        this.#replace(tooSlow());
      } else {
        void this.#ask("ping").catch(() => {});
      }
    }, pingMs).unref();
  }

  #hasExpression(): boolean {
    return [...this.#views.values()].some(isExpression);
  }

  /** Ends the thread and goes on with a new one, without the searches that may have held it up. */
  #replace(error: Error): void {
    if (this.#isClosed || this.#replacing) return;
    clearInterval(this.#pinging);
    this.#pinging = undefined;
    this.#worker.removeAllListeners();
    void this.#worker.terminate();
    for (const [viewId, filter] of this.#views) {
      if (!isExpression(filter)) continue;
      this.#views.delete(viewId);
      this.#givenUp.add(viewId);
    }
    this.#rejectCalls(error);
    this.#replacing = this.#startAgain();
  }

  async #startAgain(): Promise<void> {
    const { worker } = await startThread<FromReader>("reader-thread", this.#data);
    if (this.#isClosed) {
      await worker.terminate();
      return;
    }
    this.#worker = worker;
    this.#listen(worker);
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#replacing = undefined;
    for (const [viewId, filter] of this.#views) {
      void this.#ask("watch", viewId, filter).then(this.#onChange, () => {});
    }
    for (const message of waiting) this.#post(message);
    this.committed(this.#lastSeq);
  }

  #rejectCalls(error: Error): void {
    for (const call of this.#calls.values()) call.reject(error);
    this.#calls.clear();
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }
}

function isExpression(filter: TimelineFilter): boolean {
  return filter.search?.startsWith("/") === true;
}

function tooSlow(): TimelineError {
  return new TimelineError(
    "SEARCH_TOO_SLOW",
    "The regular expression takes too long on one of the rows; the search was given up.",
  );
}
