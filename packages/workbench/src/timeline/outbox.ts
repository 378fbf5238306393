import { BatchWriter } from "./batch.js";
import type { Entry } from "./entry.js";

const batchBytes = 256 * 1024;
const spareBuffers = 16;
/**
 * The writer is behind when this much waits for it, or the oldest has waited this long, and has caught up at
 * a quarter of it. The time keeps the promise that a crash loses at most the last 200 ms.
 */
const behindBytes = 4 << 20;
const behindMs = 100;

export interface Batch {
  readonly buffer: ArrayBuffer;
  readonly used: number;
  readonly lastSeq: number;
  readonly rows: number;
}

/** Gathers entries into batches and keeps count of what the writer has not yet committed. */
export class Outbox {
  readonly #post: (batch: Batch) => void;
  readonly #flushMs: number;
  readonly #waiting: { readonly bytes: number; readonly since: number }[] = [];
  readonly #spare: ArrayBuffer[] = [];
  #current: BatchWriter | undefined;
  #timer: NodeJS.Timeout | undefined;
  #waitingBytes = 0;
  #isBehind = false;
  #lastSeq = 0;

  constructor(flushMs: number, post: (batch: Batch) => void) {
    this.#flushMs = flushMs;
    this.#post = post;
  }

  /** Bytes handed to the writer and not committed. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  get isBehind(): boolean {
    const part = this.#isBehind ? 1 / 4 : 1;
    const oldest = this.#waiting[0];
    this.#isBehind =
      oldest !== undefined &&
      (this.#waitingBytes > part * behindBytes || performance.now() - oldest.since > part * behindMs);
    return this.#isBehind;
  }

  add(seq: number, connection: number, entry: Entry): void {
    const size = BatchWriter.sizeOf(entry);
    if (this.#current && this.#current.used + size > this.#current.buffer.byteLength) this.flush();
    this.#current ??= new BatchWriter(this.#takeBuffer(size));
    this.#current.add(seq, connection, entry);
    this.#lastSeq = seq;
    this.#timer ??= setTimeout(() => this.flush(), this.#flushMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#current;
    if (!batch) return;
    this.#current = undefined;
    this.#waiting.push({ bytes: batch.buffer.byteLength, since: performance.now() });
    this.#waitingBytes += batch.buffer.byteLength;
    this.#post({ buffer: batch.buffer, used: batch.used, lastSeq: this.#lastSeq, rows: batch.count });
  }

  /** The writer is done with the oldest batch and gives its buffer back. */
  settle(buffer: ArrayBuffer): void {
    this.#waitingBytes -= this.#waiting.shift()?.bytes ?? 0;
    if (buffer.byteLength === batchBytes && this.#spare.length < spareBuffers) this.#spare.push(buffer);
  }

  #takeBuffer(size: number): ArrayBuffer {
    if (size > batchBytes) return new ArrayBuffer(size);
    return this.#spare.pop() ?? new ArrayBuffer(batchBytes);
  }
}
