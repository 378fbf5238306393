import { isUtf8 } from "node:buffer";
import {
  type FrameHandler,
  FrameReader,
  type FrameReaderOptions,
  type WebSocketProtocolError,
} from "@signalbox/wire/websocket";
import type { Decompressor } from "../deflate/decompressor.js";
import { fromProtocolError, messageTooLong, WebSocketError } from "../errors.js";
import type { ConnectionSettings } from "../options.js";
import type { ConnectionTap } from "../tap.js";
import { type BinaryType, binaryOf } from "./binary-type.js";

/** What is read with. */
export interface ReceiverParts {
  readonly role: "client" | "server";
  readonly settings: ConnectionSettings;
  readonly readerOptions: FrameReaderOptions;
  readonly decompressor: Decompressor | undefined;
  readonly tap: ConnectionTap | undefined;
}

/** The WebSocket that tells the application what happens. */
export interface EventTeller {
  readonly binaryType: BinaryType;
  emit(event: string, ...args: unknown[]): boolean;
}

/** The connection that a receiver reads for. */
export interface ReceiverOwner {
  answerPing(data: Uint8Array): void;
  /** The peer's close frame. */
  onPeerClose(code: number, reason: Buffer): void;
  fail(error: Error, closeCode: number): void;
  /** The receiver may read again: its owner calls `readOn`. */
  onReady(): void;
}

/** One object for all connections of a server that agree on compression. */
export function readerOptions(settings: ConnectionSettings, compression: boolean): FrameReaderOptions {
  return {
    maxMessageBytes: settings.maxPayload || Number.POSITIVE_INFINITY,
    maxFragments: settings.maxFragments || Number.POSITIVE_INFINITY,
    validateUtf8: !settings.skipUTF8Validation,
    compression,
    isUtf8,
    allocate: Buffer.allocUnsafe,
  };
}

/** Makes events of the frames of one connection, in order, also where one takes time to decompress. */
export class Receiver implements FrameHandler {
  protected readonly parts: ReceiverParts;
  readonly #owner: ReceiverOwner;
  readonly #teller: EventTeller;
  readonly #reader: FrameReader;
  #isPaused = false;
  /** A message is being decompressed, or the next event shall come in a turn of its own. */
  #isBusy = false;
  #isStopped = false;

  constructor(parts: ReceiverParts, owner: ReceiverOwner, teller: EventTeller) {
    this.parts = parts;
    this.#owner = owner;
    this.#teller = teller;
    this.#reader = new FrameReader(parts.role, this, parts.readerOptions);
  }

  // --- bytes in -----------------------------------------------------------------------------------------

  push(chunk: Buffer): void {
    this.#reader.push(chunk);
  }

  /** Reads what was held back. */
  readOn(): void {
    this.#reader.resume();
  }

  get isReading(): boolean {
    return !this.#isPaused && !this.#isBusy && !this.#isStopped;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  pause(): void {
    this.#isPaused = true;
    this.#reader.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (this.isReading) this.#owner.onReady();
  }

  /** Nothing is told any more. */
  stop(): void {
    this.#isStopped = true;
    this.#reader.pause();
  }

  #wait(): void {
    this.#isBusy = true;
    this.#reader.pause();
  }

  #goOn(): void {
    this.#isBusy = false;
    if (this.isReading) this.#owner.onReady();
  }

  /** With `allowSynchronousEvents: false` the next event comes in another turn. */
  #endTurn(): void {
    if (this.parts.settings.allowSynchronousEvents || this.#isBusy || this.#isStopped) return;
    this.#wait();
    setImmediate(() => this.#goOn());
  }

  // --- messages -----------------------------------------------------------------------------------------

  onMessage(data: Uint8Array, isBinary: boolean, frameLengths?: readonly number[]): void {
    this.parts.tap?.messageReceived(data, isBinary);
    const buffer = asBuffer(data);
    const { binaryType } = this.#teller;
    this.#teller.emit(
      "message",
      isBinary && binaryType !== "nodebuffer" ? binaryOf(binaryType, buffer, frameLengths) : buffer,
      isBinary,
    );
    this.#endTurn();
  }

  onCompressedMessage(data: Uint8Array, isBinary: boolean): void {
    let inflated: Buffer | Promise<Buffer> | undefined;
    try {
      inflated = this.parts.decompressor?.decompress(asBuffer(data));
    } catch (error) {
      this.#inflateFailed(error);
    }
    if (inflated instanceof Promise) {
      this.#wait();
      inflated.then(
        (message) => {
          this.#onInflated(message, isBinary);
          this.#goOn();
        },
        (error) => this.#inflateFailed(error),
      );
    } else if (inflated !== undefined) {
      this.#onInflated(inflated, isBinary);
    }
  }

  #onInflated(message: Buffer, isBinary: boolean): void {
    if (this.#isStopped) return;
    if (!isBinary && !this.parts.settings.skipUTF8Validation && !isUtf8(message)) {
      const wording = "Invalid WebSocket frame: invalid UTF-8 sequence";
      this.#owner.fail(new WebSocketError("WS_ERR_INVALID_UTF8", wording), 1007);
      return;
    }
    this.onMessage(message, isBinary);
  }

  #inflateFailed(cause: unknown): void {
    const error =
      cause instanceof Error ? cause : new Error("the message could not be decompressed", { cause });
    const isTooLong = "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLong) this.#owner.fail(messageTooLong(), 1009);
    else this.#owner.fail(error, 1007);
  }

  // --- control frames and faults ------------------------------------------------------------------------

  onPing(data: Uint8Array): void {
    if (this.parts.settings.autoPong) this.#owner.answerPing(data);
    this.#teller.emit("ping", asBuffer(data));
    this.#endTurn();
  }

  onPong(data: Uint8Array): void {
    this.#teller.emit("pong", asBuffer(data));
    this.#endTurn();
  }

  onClose(code: number, reason: Uint8Array): void {
    this.#owner.onPeerClose(code, asBuffer(reason));
  }

  onError(error: WebSocketProtocolError): void {
    this.#owner.fail(fromProtocolError(error), error.closeCode);
  }
}

/** One whose frames are watched. */
export class TappedReceiver extends Receiver {
  onFrame(head: Uint8Array, payload: Uint8Array, opcode: number, fin: boolean, rsv: number): void {
    this.parts.tap?.frameReceived(head, payload, opcode, fin, rsv);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
