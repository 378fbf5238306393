import type { Duplex } from "node:stream";
import { frameHeadLength, mask, writeFrameHead } from "@signalbox/wire/websocket";
import { Bundle } from "./bundle.js";
import { largestGathered, reserve, slab } from "./slab.js";
import { withoutStackTraces } from "./stack-traces.js";
import { type Flushable, flushAtEndOfTurn, turn } from "./turn.js";

/** More than this is written before the turn ends: gathering more saves nothing. */
const largestPending = 64 * 1024;

/** Told when the system has taken what was sent, or with what prevented it. */
export type WriteCallback = (error?: Error) => void;

export interface OutboxOwner extends Flushable {
  /** All bytes are out after the kernel had not taken some at once. */
  onDrain(): void;
}

/**
 * The way out of one connection: takes frames and writes all those of one turn to the socket at once.
 *
 * A frame written by `add` goes into the open run, bytes of the slab that belong to this outbox alone;
 * as long as nobody else takes room there, the run just grows. A frame shared with other connections is
 * kept by reference in a bundle. Where both meet, the run is closed and becomes part of the bundle.
 */
export class Outbox {
  readonly #socket: Duplex;
  #bundle: Bundle | undefined;
  #run: Buffer | undefined;
  #runStart = 0;
  #runEnd = 0;
  #callbacks: WriteCallback[] | undefined;
  #isScheduled = false;
  #isEnding = false;
  readonly #owner: OutboxOwner;
  /** The kernel did not take all of the last write at once. */
  #hasUntaken = false;
  #awaitsDrain = false;

  constructor(socket: Duplex, owner: OutboxOwner) {
    this.#socket = socket;
    this.#owner = owner;
  }

  /** Bytes that the kernel has not taken yet. */
  get waitingBytes(): number {
    return this.#pendingBytes + this.#untakenBytes;
  }

  /** The same without what leaves at the end of the turn. */
  get bufferedBytes(): number {
    const untaken = this.#untakenBytes;
    return untaken === 0 ? 0 : untaken + this.#pendingBytes;
  }

  /** In a broadcast, looking at a thousand sockets only to see that nothing waits there would take 3 % of the time. */
  get #untakenBytes(): number {
    return this.#hasUntaken ? this.#socket.writableLength : 0;
  }

  get #pendingBytes(): number {
    return this.#runEnd - this.#runStart + (this.#bundle?.byteLength ?? 0);
  }

  // --- frames in ------------------------------------------------------------------------------------

  /** Adds a frame made of `payload`, which may change as soon as this returns. */
  add(first: number, payload: Uint8Array, maskKey: number | undefined, callback?: WriteCallback): void {
    const length = payload.length;
    if (length > largestGathered) {
      this.#addLarge(first, payload, maskKey, callback);
      return;
    }
    this.#extendRun(frameHeadLength(length, maskKey !== undefined) + length);
    const start = writeFrameHead(slab.bytes, slab.used, first, length, maskKey);
    slab.bytes.set(payload, start);
    const end = start + length;
    if (maskKey !== undefined) mask(slab.bytes, start, end, maskKey);
    slab.used = this.#runEnd = end;
    this.#added(callback);
  }

  /** Adds a frame made of `text` as UTF-8. `byteLength` is `Buffer.byteLength(text)`. */
  addText(
    first: number,
    text: string,
    byteLength: number,
    maskKey: number | undefined,
    callback?: WriteCallback,
  ): void {
    if (byteLength > largestGathered) {
      this.#addLarge(first, Buffer.from(text), maskKey, callback);
      return;
    }
    this.#extendRun(frameHeadLength(byteLength, maskKey !== undefined) + byteLength);
    const start = writeFrameHead(slab.bytes, slab.used, first, byteLength, maskKey);
    slab.bytes.write(text, start, byteLength, "utf8");
    const end = start + byteLength;
    if (maskKey !== undefined) mask(slab.bytes, start, end, maskKey);
    slab.used = this.#runEnd = end;
    this.#added(callback);
  }

  /** Adds whole frames that nobody will change; the same Buffer may be given to many outboxes. */
  addEncoded(frames: Buffer, callback?: WriteCallback): void {
    this.#closeRun();
    this.#bundle = Bundle.append(this.#bundle, frames);
    if (frames.length > largestGathered) {
      this.#keepCallback(callback);
      this.flush();
    } else {
      this.#added(callback);
    }
  }

  /**
   * A long frame is not copied where it need not be, and leaves at once: as the caller may change its
   * bytes after the call, they must not lie here longer than they would in a socket.
   */
  #addLarge(
    first: number,
    payload: Uint8Array,
    maskKey: number | undefined,
    callback: WriteCallback | undefined,
  ): void {
    const headLength = frameHeadLength(payload.length, maskKey !== undefined);
    const head = Buffer.allocUnsafe(headLength);
    writeFrameHead(head, 0, first, payload.length, maskKey);
    let body = payload;
    if (maskKey !== undefined) {
      body = Buffer.allocUnsafe(payload.length);
      body.set(payload);
      mask(body, 0, body.length, maskKey);
    }
    const socket = this.#socket;
    socket.cork();
    this.#closeRun();
    this.#bundle = Bundle.append(this.#bundle, head);
    this.flush();
    this.#keepCallback(callback);
    this.#write(body);
    socket.uncork();
  }

  /** Makes room behind the open run, or begins another one. */
  #extendRun(length: number): void {
    if (
      this.#run === slab.bytes &&
      this.#runEnd === slab.used &&
      this.#runEnd !== this.#runStart &&
      slab.used + length <= slab.bytes.length
    )
      return;
    this.#closeRun();
    reserve(length);
    this.#run = slab.bytes;
    this.#runStart = this.#runEnd = slab.used;
  }

  #closeRun(): void {
    if (this.#run === undefined || this.#runEnd === this.#runStart) return;
    this.#bundle = Bundle.append(this.#bundle, this.#run.subarray(this.#runStart, this.#runEnd));
    this.#dropRun();
  }

  /** A connection that is silent from here on must not hold a slab. */
  #dropRun(): void {
    this.#run = undefined;
    this.#runStart = this.#runEnd = 0;
  }

  #keepCallback(callback: WriteCallback | undefined): void {
    if (callback === undefined) return;
    if (this.#callbacks === undefined) this.#callbacks = [callback];
    else this.#callbacks.push(callback);
  }

  #added(callback: WriteCallback | undefined): void {
    this.#keepCallback(callback);
    if (this.#pendingBytes > largestPending) {
      this.flush();
    } else if (turn.handling !== this.#owner && !this.#isScheduled) {
      this.#isScheduled = true;
      flushAtEndOfTurn(this);
    }
  }

  // --- bytes out ------------------------------------------------------------------------------------

  /**
   * Ends the socket behind all frames: at once, or when the chunk in hand is handled. A peer that is gone
   * by then makes the write fail, and that costs most where the call stack is deep.
   */
  end(): void {
    this.#isEnding = true;
    if (turn.handling !== this.#owner) this.flush();
  }

  /** Writes what waits, now. */
  flush(): void {
    this.#isScheduled = false;
    if (this.#isEnding) withoutStackTraces(this, Outbox.#writeLast);
    else this.#writePending();
  }

  static #writeLast(outbox: Outbox): void {
    outbox.#writePending();
    if (!outbox.#socket.destroyed) outbox.#socket.end();
  }

  #writePending(): void {
    let bytes: Buffer;
    if (this.#bundle === undefined) {
      if (this.#run === undefined || this.#runEnd === this.#runStart) return;
      bytes = this.#run.subarray(this.#runStart, this.#runEnd);
      this.#dropRun();
    } else {
      this.#closeRun();
      bytes = this.#bundle.join();
      this.#bundle = undefined;
    }
    this.#write(bytes);
  }

  #write(bytes: Uint8Array): void {
    const socket = this.#socket;
    const callbacks = this.#callbacks;
    // A few bytes that wait for a slow peer must not hold a whole slab.
    const out = this.#untakenBytes > 0 && bytes.length <= largestGathered ? Buffer.from(bytes) : bytes;
    let isTaken: boolean;
    if (callbacks === undefined) {
      isTaken = socket.write(out);
    } else {
      this.#callbacks = undefined;
      isTaken = socket.write(out, (error) => {
        for (const callback of callbacks) callback(error ?? undefined);
      });
    }
    this.#hasUntaken = socket.writableLength > 0;
    if (!isTaken && !this.#awaitsDrain) {
      this.#awaitsDrain = true;
      socket.once("drain", () => {
        this.#awaitsDrain = false;
        this.#owner.onDrain();
      });
    }
  }

  /** The socket is gone: callbacks of frames that never left hear of it. */
  discard(makeError: () => Error): void {
    const callbacks = this.#callbacks;
    this.#callbacks = undefined;
    this.#bundle = undefined;
    this.#dropRun();
    if (callbacks !== undefined) for (const callback of callbacks) callback(makeError());
  }
}
