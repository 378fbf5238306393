import { randomUUID } from "node:crypto";
import type { Worker } from "node:worker_threads";
import type {
  CaptureStatus,
  Catalogue,
  Mark,
  Problem,
  Row,
  RowDetail,
  TimelineFilter,
  ViewChange,
} from "../contract/index.js";
import type { Entry } from "./entry.js";
import { type TimelineOptions, timelineDefaults } from "./options.js";
import { Outbox } from "./outbox.js";
import { RateMeter } from "./rate-meter.js";
import { ReaderClient } from "./reader-client.js";
import type { CaptureSource, Position } from "./source.js";
import { droppedProblem, Stoppage } from "./stoppage.js";
import { type FromWriter, startThread, type ToWriter } from "./threads.js";
import type { ConnectionRecord } from "./writer.js";

const statusMs = 250;

/**
 * The one door to a capture. Entries go in on the main thread and are written by a thread of their own; a
 * second thread answers questions, so that neither a search nor a scroll holds up what arrives.
 */
export class Timeline implements CaptureSource {
  readonly path: string;
  readonly captureId: string;
  readonly #options: TimelineOptions;
  readonly #writer: Worker;
  readonly #reader: ReaderClient;
  readonly #outbox: Outbox;
  readonly #connections = new Map<string, ConnectionRecord>();
  readonly #rate = new RateMeter();
  readonly #stoppage: Stoppage;
  readonly #flushes: { readonly seq: number; readonly done: () => void }[] = [];
  #lastSeq: number;
  #committedSeq: number;
  #bytesOnDisk: number;
  #isBehind = false;
  #statusTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** Rejects with a `TimelineError` when the file is no capture that this version can write. */
  static async open(options: Pick<TimelineOptions, "path"> & Partial<TimelineOptions>): Promise<Timeline> {
    const data = { path: options.path, captureId: randomUUID() };
    const all = { ...timelineDefaults, ...options };
    const writer = await startThread<FromWriter>("writer-thread", data);
    try {
      const reader = await ReaderClient.start(data, all.onChange);
      return new Timeline(all, writer.worker, writer.ready, reader);
    } catch (error) {
      await writer.worker.terminate();
      throw error;
    }
  }

  private constructor(
    options: TimelineOptions,
    writer: Worker,
    ready: Extract<FromWriter, { type: "ready" }>,
    reader: ReaderClient,
  ) {
    this.path = options.path;
    this.captureId = ready.captureId;
    this.#options = options;
    this.#stoppage = new Stoppage(options);
    this.#writer = writer;
    this.#reader = reader;
    this.#lastSeq = ready.lastSeq;
    this.#committedSeq = ready.lastSeq;
    this.#bytesOnDisk = ready.bytesOnDisk;
    for (const record of ready.connections) this.#connections.set(record.id, record);
    this.#outbox = new Outbox(options.flushMs, (batch) => {
      this.#post({ type: "batch", ...batch }, [batch.buffer]);
    });
    writer.on("message", (message: FromWriter) => this.#hearWriter(message));
    writer.on("error", (error) => {
      this.#stoppage.stuck(`the thread that writes it ended: ${error.message}`);
      this.#tellStatusSoon();
    });
  }

  /** The number under which entries name a connection; the same again for the same id. */
  addConnection(connection: Omit<ConnectionRecord, "number">): number {
    const number = this.#connections.get(connection.id)?.number ?? this.#connections.size + 1;
    const record = { ...connection, number };
    this.#connections.set(record.id, record);
    this.#outbox.flush();
    this.#post({ type: "connection", record });
    return number;
  }

  /** Adds a row of a connection, numbered as by `addConnection`, and returns its number; 0 when a limit was hit and it was dropped. */
  append(connection: number, entry: Entry): number {
    const refusal = this.#stoppage.refusal(this.#bytesOnDisk, this.#outbox.waitingBytes);
    if (refusal) {
      if (this.#stoppage.untold === 0) this.#addProblem(connection, refusal);
      this.#stoppage.drop(1);
      this.#tellStatusSoon();
      return 0;
    }
    if (this.#stoppage.untold > 0) {
      this.#addProblem(connection, droppedProblem(this.#stoppage.untold));
      this.#stoppage.told();
    }
    return this.#add(connection, entry);
  }

  /** Resolves when everything appended so far is committed. */
  flush(): Promise<void> {
    this.#outbox.flush();
    const seq = this.#lastSeq;
    if (this.#committedSeq >= seq) return Promise.resolve();
    return new Promise((done) => this.#flushes.push({ seq, done }));
  }

  watch(viewId: string, filter: TimelineFilter): Promise<ViewChange> {
    return this.#reader.watch(viewId, filter);
  }

  unwatch(viewId: string): Promise<void> {
    return this.#reader.unwatch(viewId);
  }

  rows(viewId: string, from: number, count: number): Promise<readonly Row[]> {
    return this.#reader.rows(viewId, from, count);
  }

  detail(seq: number, limit: number): Promise<RowDetail> {
    return this.#reader.detail(seq, limit);
  }

  position(viewId: string, at: Position): Promise<number> {
    return this.#reader.position(viewId, at);
  }

  mark(seq: number, mark: Mark | undefined): Promise<void> {
    return this.#reader.mark(seq, mark);
  }

  catalogue(connectionIds: readonly string[] | undefined): Promise<Catalogue> {
    return this.#reader.catalogue(connectionIds);
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  status(): CaptureStatus {
    const problem = this.#stoppage.problem(this.#bytesOnDisk, this.#outbox.waitingBytes);
    return {
      captureId: this.captureId,
      messages: this.#lastSeq,
      perSecond: this.#rate.perSecond(),
      bytesOnDisk: this.#bytesOnDisk,
      dropped: this.#stoppage.dropped,
      capturing: problem === undefined,
      ...(problem && { problem }),
    };
  }

  /** Writes what is left and closes the file. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#statusTimer);
    this.#outbox.flush();
    await this.#reader.close();
    const closed = new Promise<void>((resolve) => this.#writer.once("exit", () => resolve()));
    this.#post({ type: "close" });
    await closed;
  }

  #add(connection: number, entry: Entry): number {
    const seq = ++this.#lastSeq;
    this.#outbox.add(seq, connection, entry);
    this.#rate.count();
    this.#checkPressure();
    this.#tellStatusSoon();
    return seq;
  }

  #addProblem(connection: number, problem: Problem): void {
    this.#add(connection, {
      kind: "problem",
      direction: "none",
      at: performance.timeOrigin + performance.now(),
      payload: JSON.stringify(problem),
      isText: true,
    });
  }

  #checkPressure(): void {
    // A disk without room may stay so: then the capture stands still, not the connections.
    const isBehind = !this.#stoppage.isStuck && this.#outbox.isBehind;
    if (isBehind === this.#isBehind) return;
    this.#isBehind = isBehind;
    this.#options.onPressure(isBehind);
  }

  #tellStatusSoon(): void {
    this.#statusTimer ??= setTimeout(() => {
      this.#statusTimer = undefined;
      const status = this.status();
      this.#options.onStatus(status);
      // Once more, so that a rate that fell to nothing is told.
      if (status.perSecond > 0 && !this.#isClosed) this.#tellStatusSoon();
    }, statusMs).unref();
  }

  #post(message: ToWriter, transfer: ArrayBuffer[] = []): void {
    this.#writer.postMessage(message, transfer);
  }

  #hearWriter(message: FromWriter): void {
    switch (message.type) {
      case "committed":
        this.#stoppage.goesOn();
        this.#bytesOnDisk = message.bytesOnDisk;
        this.#settle(message);
        return;
      case "lost":
        this.#stoppage.drop(message.rows);
        this.#stoppage.stuck(message.message);
        this.#settle(message);
        return;
      case "stuck":
        this.#stoppage.stuck(message.message);
        this.#checkPressure();
        this.#tellStatusSoon();
        return;
    }
  }

  #settle(batch: { readonly lastSeq: number; readonly buffer: ArrayBuffer }): void {
    this.#committedSeq = batch.lastSeq;
    this.#outbox.settle(batch.buffer);
    this.#checkPressure();
    this.#reader.committed(batch.lastSeq);
    while (this.#flushes[0] && this.#flushes[0].seq <= batch.lastSeq) this.#flushes.shift()?.done();
  }
}
