import type { Duplex } from "node:stream";
import { FIN, frameHeadLength, Opcode, RSV1, writeFrameHead } from "@signalbox/wire/websocket";
import type { Compressor } from "../deflate/compressor.js";
import type { ConnectionTap } from "../tap.js";
import { Outbox, type OutboxOwner, type WriteCallback } from "./outbox.js";
import type { PreparedMessage } from "./prepared-message.js";
import { largestGathered, slab } from "./slab.js";
import { turn } from "./turn.js";

export interface SendOptions {
  readonly binary: boolean;
  readonly compress: boolean;
  readonly fin: boolean;
  /** `false` sends a client's frame without a mask, which a server must refuse. */
  readonly mask: boolean;
}

interface Job {
  readonly bytes: number;
  readonly callback: WriteCallback | undefined;
  run(): Promise<void> | undefined;
}

/** What frames of a connection look like. */
export interface SenderParts {
  /** A new masking key for each frame, on a client. */
  readonly nextMaskKey: (() => number) | undefined;
  readonly compressor: Compressor | undefined;
  readonly tap: ConnectionTap | undefined;
}

export interface SenderOwner extends OutboxOwner {
  /** Something went wrong after `send` had returned. */
  onSendError(error: Error): void;
}

/** The last message that was encoded: as long as the same one is sent to other connections, its frame is shared. */
const last: {
  data: unknown;
  first: number;
  frame: Buffer | undefined;
  bytes: Buffer;
  start: number;
  end: number;
} = { data: undefined, first: 0, frame: undefined, bytes: slab.bytes, start: 0, end: 0 };

/** Makes frames of messages, in the order of the calls, also where a message takes time to compress or to read. */
export class Sender {
  readonly #outbox: Outbox;
  readonly #parts: SenderParts;
  readonly #owner: SenderOwner;
  /** A frame is its payload behind a header: nothing masks, compresses or watches. */
  readonly #isPlain: boolean;
  /** What waits for a message that takes time; `undefined` while none does. */
  #jobs: Job[] | undefined;
  #jobBytes = 0;
  /** A message was begun with `fin: false`. */
  #isInMessage = false;
  #isCompressing = false;
  #isBinary = false;

  constructor(socket: Duplex, parts: SenderParts, owner: SenderOwner) {
    const { nextMaskKey, compressor, tap } = parts;
    this.#outbox = new Outbox(socket, owner);
    this.#parts = parts;
    this.#owner = owner;
    this.#isPlain = nextMaskKey === undefined && compressor === undefined && tap === undefined;
  }

  get waitingBytes(): number {
    return this.#outbox.waitingBytes + this.#jobBytes;
  }

  get bufferedBytes(): number {
    return this.#outbox.bufferedBytes + this.#jobBytes;
  }

  // --- messages ---------------------------------------------------------------------------------------

  sendText(text: string, options: SendOptions, callback?: WriteCallback): void {
    if (!this.#isPlain || this.#jobs !== undefined) {
      this.sendBytes(Buffer.from(text), options, callback);
      return;
    }
    const first = this.#firstByte(options);
    const isAnswer = turn.handling === this.#owner;
    if (!isAnswer && this.#addShared(first, text, callback)) return;
    const byteLength = text.length < 42 ? shortByteLength(text) : Buffer.byteLength(text);
    this.#outbox.addText(first, text, byteLength, undefined, callback);
    if (!isAnswer) remember(text, first, byteLength);
  }

  sendBytes(bytes: Buffer, options: SendOptions, callback?: WriteCallback): void {
    if (this.#jobs !== undefined) {
      this.#enqueue(bytes.length, callback, () => this.#sendNow(bytes, options, callback));
      return;
    }
    if (!this.#isPlain) {
      const pending = this.#sendNow(bytes, options, callback);
      if (pending !== undefined) this.#waitFor({ bytes: bytes.length, callback, run: () => pending });
      return;
    }
    this.#addPlain(this.#firstByte(options), bytes, callback);
  }

  sendBlob(blob: Blob, options: SendOptions, callback?: WriteCallback): void {
    this.#enqueue(blob.size, callback, async () => {
      await this.#sendNow(Buffer.from(await blob.arrayBuffer()), options, callback);
    });
  }

  sendPrepared(message: PreparedMessage, options: SendOptions, callback?: WriteCallback): void {
    if (this.#isPlain && this.#jobs === undefined) {
      this.#outbox.addEncoded(message.frame, callback);
    } else {
      this.sendBytes(message.data, { ...options, binary: message.isBinary, fin: true }, callback);
    }
  }

  // --- control frames and bytes as they are -----------------------------------------------------------

  /** A ping, pong or close frame: at most 125 bytes. */
  sendControl(opcode: number, payload: Uint8Array, isMasked: boolean, callback?: WriteCallback): void {
    if (this.#jobs !== undefined) {
      this.#enqueue(payload.length, callback, () => this.#frame(FIN | opcode, payload, isMasked, callback));
    } else {
      this.#frame(FIN | opcode, payload, isMasked, callback);
    }
  }

  /** Bytes in the place of frames, nothing checked. */
  sendRaw(bytes: Buffer, callback?: WriteCallback): void {
    if (this.#jobs !== undefined) {
      this.#enqueue(bytes.length, callback, () => {
        this.#outbox.addEncoded(bytes, callback);
        return undefined;
      });
    } else {
      this.#outbox.addEncoded(bytes, callback);
    }
  }

  /** Ends the socket behind everything sent so far. */
  end(): void {
    const end = () => {
      this.#outbox.end();
      return undefined;
    };
    if (this.#jobs !== undefined) this.#enqueue(0, undefined, end);
    else end();
  }

  flush(): void {
    this.#outbox.flush();
  }

  /** The socket is gone: callbacks of what never left hear of it. */
  discard(makeError: () => Error): void {
    const jobs = this.#jobs ?? [];
    this.#jobs = undefined;
    this.#jobBytes = 0;
    this.#outbox.discard(makeError);
    for (const { callback } of jobs) callback?.(makeError());
  }

  // --- one frame --------------------------------------------------------------------------------------

  #sendNow(
    bytes: Buffer,
    options: SendOptions,
    callback: WriteCallback | undefined,
  ): Promise<void> | undefined {
    const { compressor, nextMaskKey, tap } = this.#parts;
    const isFirst = !this.#isInMessage;
    const first = this.#firstByte(options);
    if (isFirst) {
      this.#isBinary = options.binary;
      this.#isCompressing = compressor?.wants(bytes.length, options) ?? false;
    }
    if (compressor === undefined || !this.#isCompressing) {
      if (tap === undefined && nextMaskKey === undefined) {
        this.#addPlain(first, bytes, callback);
      } else {
        this.#frame(first, bytes, options.mask, callback);
        tap?.dataSent(bytes, this.#isBinary, options.fin);
      }
      return undefined;
    }
    const finish = (compressed: Buffer) => {
      this.#frame(isFirst ? first | RSV1 : first, compressed, options.mask, callback);
      tap?.dataSent(bytes, this.#isBinary, options.fin);
    };
    const compressed = compressor.compress(bytes, options.fin);
    if (!(compressed instanceof Promise)) {
      finish(compressed);
      return undefined;
    }
    return compressed.then(finish);
  }

  #frame(
    first: number,
    payload: Uint8Array,
    isMasked: boolean,
    callback: WriteCallback | undefined,
  ): undefined {
    const { nextMaskKey, tap } = this.#parts;
    const maskKey = isMasked ? nextMaskKey?.() : undefined;
    if (tap !== undefined) {
      const head = Buffer.alloc(frameHeadLength(payload.length, maskKey !== undefined));
      writeFrameHead(head, 0, first, payload.length, maskKey);
      tap.frameSent(head, payload);
    }
    this.#outbox.add(first, payload, maskKey, callback);
  }

  #firstByte(options: SendOptions): number {
    const opcode = this.#isInMessage ? Opcode.continuation : options.binary ? Opcode.binary : Opcode.text;
    this.#isInMessage = !options.fin;
    return options.fin ? FIN | opcode : opcode;
  }

  /** A frame of a server that nobody watches. */
  #addPlain(first: number, bytes: Buffer, callback: WriteCallback | undefined): void {
    // What answers a chunk goes to its sender alone, as a rule.
    const isAnswer = turn.handling === this.#owner;
    if (!isAnswer && this.#addShared(first, bytes, callback)) return;
    this.#outbox.add(first, bytes, undefined, callback);
    if (!isAnswer) remember(bytes, first, bytes.length);
  }

  /**
   * Sends the frame that was made for another connection when this one gets the same message, as it is in a
   * broadcast loop. Bytes are compared, since their owner may have changed them between two calls.
   */
  #addShared(first: number, data: string | Buffer, callback: WriteCallback | undefined): boolean {
    if (last.data !== data || last.first !== first) return false;
    if (typeof data !== "string" && data.compare(last.bytes, last.end - data.length, last.end) !== 0)
      return false;
    last.frame ??= last.bytes.subarray(last.start, last.end);
    this.#outbox.addEncoded(last.frame, callback);
    return true;
  }

  // --- waiting ----------------------------------------------------------------------------------------

  #enqueue(bytes: number, callback: WriteCallback | undefined, run: () => Promise<void> | undefined): void {
    const job = { bytes, callback, run };
    if (this.#jobs === undefined) {
      this.#waitFor(job);
    } else {
      this.#jobs.push(job);
      this.#jobBytes += bytes;
    }
  }

  /** Runs a job; what is sent meanwhile waits behind it. */
  #waitFor(job: Job): void {
    this.#jobs ??= [];
    this.#jobBytes += job.bytes;
    const pending = job.run();
    if (pending === undefined) {
      this.#finished(job);
      return;
    }
    pending.then(
      () => this.#finished(job),
      (cause: unknown) => {
        const error = cause instanceof Error ? cause : new Error("the message could not be sent", { cause });
        job.callback?.(error);
        this.#owner.onSendError(error);
      },
    );
  }

  #finished(job: Job): void {
    this.#jobBytes -= job.bytes;
    const next = this.#jobs?.shift();
    if (next === undefined) {
      this.#jobs = undefined;
    } else {
      this.#jobBytes -= next.bytes;
      this.#waitFor(next);
    }
  }
}

/** Notes where the frame that was just added lies. */
function remember(data: string | Buffer, first: number, byteLength: number): void {
  if (byteLength > largestGathered) return;
  last.data = data;
  last.first = first;
  last.frame = undefined;
  last.bytes = slab.bytes;
  last.end = slab.used;
  last.start = slab.used - frameHeadLength(byteLength, false) - byteLength;
}

/** Counting in JavaScript is faster than a call into the runtime for a few characters, if they are ASCII. */
function shortByteLength(text: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 127) return Buffer.byteLength(text);
  }
  return text.length;
}
