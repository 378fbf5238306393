import { isUtf8 } from "node:buffer";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import {
  closePayload,
  type FrameHandler,
  FrameReader,
  type FrameReaderOptions,
  Opcode,
  type WebSocketProtocolError,
} from "@signalbox/wire/websocket";
import { type BinaryType, binaryOf } from "./binary-type.js";
import type { Decompressor } from "./deflate/decompressor.js";
import { fromProtocolError, messageTooLong, notOpen, WebSocketError } from "./errors.js";
import { KeepAlive } from "./keep-alive.js";
import type { ConnectionSettings } from "./options.js";
import { CLOSED, CLOSING, OPEN } from "./ready-state.js";
import { Sender, type SenderOwner, type SenderParts } from "./sending/sender.js";
import { turn } from "./sending/turn.js";
import { type SocketHandler, setHandler } from "./socket-handler.js";
import type { ConnectionTap } from "./tap.js";

/** What a connection is made of, beside its socket. */
export interface ConnectionParts extends SenderParts {
  readonly role: "client" | "server";
  readonly settings: ConnectionSettings;
  readonly readerOptions: FrameReaderOptions;
  readonly decompressor: Decompressor | undefined;
  /** Told before the `close` event. */
  readonly onClosed: ((websocket: ConnectionOwner) => void) | undefined;
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

/** The WebSocket that a connection belongs to, and that tells the application what happens. */
export interface ConnectionOwner {
  readonly binaryType: BinaryType;
  emit(event: string, ...args: unknown[]): boolean;
}

const nothing = Buffer.alloc(0);

/** How far the closing handshake has come (RFC 6455 section 7.1). */
interface Closing {
  readonly frameSent: boolean;
  readonly frameReceived: boolean;
  /** What the peer's close frame says. */
  readonly code: number;
  readonly reason: Buffer;
  readonly timer: NodeJS.Timeout | undefined;
}

/** One object for all connections that are open. */
const notClosing: Closing = {
  frameSent: false,
  frameReceived: false,
  code: 1006,
  reason: nothing,
  timer: undefined,
};

/** Bytes that the system may leave untaken before pings are no longer answered one by one. */
const largestPongBacklog = 16 * 1024;

/** An open WebSocket connection: frames in, frames out, and the closing handshake (RFC 6455 sections 5 to 7). */
export class Connection implements FrameHandler, SocketHandler, SenderOwner {
  readonly socket: Duplex;
  readonly #owner: ConnectionOwner;
  readonly #parts: ConnectionParts;
  #reader: FrameReader | undefined;
  #sender: Sender | undefined;
  #keepAlive: KeepAlive | undefined;
  #readyState: typeof OPEN | typeof CLOSING | typeof CLOSED = OPEN;

  #isPaused = false;
  /** The reader waits: a message is being decompressed, or its event shall come in a turn of its own. */
  #isReading = true;
  #socketIsClosed = false;
  #closing: Closing = notClosing;
  /** Nothing that may still come is told, but the end. */
  #hasFailed = false;
  /** A ping that is not answered yet because the peer does not read. */
  #owedPong: Buffer | undefined;

  constructor(socket: Duplex, owner: ConnectionOwner, parts: ConnectionParts) {
    this.socket = socket;
    this.#owner = owner;
    this.#parts = parts;
    const { pingIntervalMs, pingTimeoutMs } = parts.settings;
    if (pingIntervalMs > 0) {
      this.#keepAlive = new KeepAlive(pingIntervalMs, pingTimeoutMs, {
        ping: () => this.ping(nothing, true),
        giveUp: () => this.terminate(),
      });
    }
  }

  /** Begins to read; `head` are bytes of the peer that came with the end of the handshake. */
  start(head: Buffer): void {
    const { socket } = this;
    // In a later turn, as all other data: whoever gets the WebSocket has its listeners in place by then.
    if (head.length > 0) process.nextTick(() => this.onSocketData(socket, head));
    setHandler(socket, this);
    socket.resume();
  }

  get readyState(): typeof OPEN | typeof CLOSING | typeof CLOSED {
    return this.#readyState;
  }

  /** Whether this side must mask its frames (RFC 6455 section 5.1). */
  get masks(): boolean {
    return this.#parts.role === "client";
  }

  get isCompressed(): boolean {
    return this.#parts.compressor !== undefined;
  }

  get settings(): ConnectionSettings {
    return this.#parts.settings;
  }

  get tap(): ConnectionTap | undefined {
    return this.#parts.tap;
  }

  // --- sending ------------------------------------------------------------------------------------------

  get sender(): Sender {
    if (this.#sender === undefined) {
      this.#sender = new Sender(this.socket, this.#parts, this);
    }
    return this.#sender;
  }

  get waitingBytes(): number {
    return this.#sender?.waitingBytes ?? 0;
  }

  get bufferedBytes(): number {
    return this.#sender?.bufferedBytes ?? 0;
  }

  /** Writes what has been gathered. */
  flush(): void {
    this.#sender?.flush();
  }

  onSendError(error: Error): void {
    this.#fail(error, 1011);
  }

  ping(data: Uint8Array, isMasked: boolean, callback?: (error?: Error) => void): void {
    this.sender.sendControl(Opcode.ping, data, isMasked, callback);
  }

  pong(data: Uint8Array, isMasked: boolean, callback?: (error?: Error) => void): void {
    this.sender.sendControl(Opcode.pong, data, isMasked, callback);
  }

  // --- receiving ----------------------------------------------------------------------------------------

  /** Handles a chunk; what is sent to this connection meanwhile leaves in one write at the end. */
  onSocketData(_socket: Duplex, chunk: Buffer): void {
    if (this.#hasFailed) return;
    this.#keepAlive?.heard();
    this.#reader ??= new FrameReader(this.#parts.role, this, this.#parts.readerOptions);
    const outer = turn.handling;
    turn.handling = this;
    try {
      this.#reader.push(chunk);
    } finally {
      turn.handling = outer;
      this.flush();
    }
    this.#restIfPaused();
  }

  onMessage(data: Uint8Array, isBinary: boolean, frameLengths?: readonly number[]): void {
    this.#parts.tap?.messageReceived(data, isBinary);
    const buffer = asBuffer(data);
    const { binaryType } = this.#owner;
    this.#owner.emit(
      "message",
      isBinary && binaryType !== "nodebuffer" ? binaryOf(binaryType, buffer, frameLengths) : buffer,
      isBinary,
    );
    this.#endTurn();
  }

  onCompressedMessage(data: Uint8Array, isBinary: boolean): void {
    let inflated: Buffer | Promise<Buffer> | undefined;
    try {
      inflated = this.#parts.decompressor?.decompress(asBuffer(data));
    } catch (error) {
      this.#inflateFailed(error);
    }
    if (inflated instanceof Promise) {
      this.#stopReading();
      inflated.then(
        (message) => {
          this.#onInflated(message, isBinary);
          this.#continueReading();
        },
        (error) => this.#inflateFailed(error),
      );
    } else if (inflated !== undefined) {
      this.#onInflated(inflated, isBinary);
    }
  }

  #onInflated(message: Buffer, isBinary: boolean): void {
    if (this.#hasFailed) return;
    if (!isBinary && !this.#parts.settings.skipUTF8Validation && !isUtf8(message)) {
      this.#fail(
        new WebSocketError("WS_ERR_INVALID_UTF8", "Invalid WebSocket frame: invalid UTF-8 sequence"),
        1007,
      );
      return;
    }
    this.onMessage(message, isBinary);
  }

  #inflateFailed(cause: unknown): void {
    const error =
      cause instanceof Error ? cause : new Error("the message could not be decompressed", { cause });
    const isTooLong = "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLong) this.#fail(messageTooLong(), 1009);
    else this.#fail(error, 1007);
  }

  onPing(data: Uint8Array): void {
    if (this.#parts.settings.autoPong && !this.#closing.frameSent) this.#answerPing(data);
    this.#owner.emit("ping", asBuffer(data));
    this.#endTurn();
  }

  /** A peer that sends pings and reads nothing gets one answer, to the last of them (RFC 6455 section 5.5.3). */
  #answerPing(data: Uint8Array): void {
    if (this.socket.writableLength <= largestPongBacklog) this.pong(data, true);
    else this.#owedPong = Buffer.from(data);
  }

  onDrain(): void {
    const owed = this.#owedPong;
    this.#owedPong = undefined;
    if (owed !== undefined && this.#readyState === OPEN) this.pong(owed, true);
    this.#owner.emit("drain");
  }

  onPong(data: Uint8Array): void {
    this.#owner.emit("pong", asBuffer(data));
    this.#endTurn();
  }

  onError(error: WebSocketProtocolError): void {
    this.#fail(fromProtocolError(error), error.closeCode);
  }

  /** With `allowSynchronousEvents: false` the next event comes in another turn. */
  #endTurn(): void {
    if (this.#parts.settings.allowSynchronousEvents || !this.#isReading) return;
    this.#stopReading();
    setImmediate(() => this.#continueReading());
  }

  #stopReading(): void {
    this.#isReading = false;
    this.#reader?.pause();
  }

  #continueReading(): void {
    this.#isReading = true;
    if (this.#isPaused) return;
    const outer = turn.handling;
    turn.handling = this;
    try {
      this.#reader?.resume();
    } finally {
      turn.handling = outer;
      this.flush();
    }
    if (this.#socketIsClosed) this.#finish();
    else this.#restIfPaused();
  }

  /** The socket reads on only when the reader has room for more: a peer cannot fill memory with what we keep. */
  #restIfPaused(): void {
    if (this.#hasFailed) return;
    const mayRead = this.#isReading && !this.#isPaused;
    if (mayRead && this.socket.isPaused()) this.socket.resume();
    else if (!mayRead && !this.socket.isPaused()) this.socket.pause();
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  pause(): void {
    if (this.#readyState === CLOSED) return;
    this.#isPaused = true;
    this.#reader?.pause();
    this.socket.pause();
  }

  resume(): void {
    if (this.#readyState === CLOSED) return;
    this.#isPaused = false;
    if (this.#isReading) this.#continueReading();
  }

  // --- closing (RFC 6455 section 7) ---------------------------------------------------------------------

  /** Begins the closing handshake, or answers the peer's. `code` 1005: a close frame without one. */
  close(code: number, reason: string | Uint8Array): void {
    if (this.#closing.frameSent || this.#readyState === CLOSED) return;
    this.#readyState = CLOSING;
    this.#closing = { ...this.#closing, frameSent: true };
    this.sender.sendControl(Opcode.close, code === 1005 ? nothing : closePayload(code, reason), true);
    if (this.#closing.frameReceived || this.#hasFailed) this.sender.end();
    this.#startCloseTimer();
  }

  onClose(code: number, reason: Uint8Array): void {
    this.#closing = { ...this.#closing, frameReceived: true, code, reason: asBuffer(reason) };
    if (this.#closing.frameSent) this.sender.end();
    else this.close(code, reason);
  }

  /** The peer did what cannot be accepted: `error`, a close frame that says why, and the end. */
  #fail(error: Error, closeCode: number): void {
    if (this.#hasFailed || this.#readyState === CLOSED) return;
    this.#hasFailed = true;
    const wasOpen = this.#readyState === OPEN;
    this.#readyState = CLOSING;
    this.#stopReading();
    if (this.#socketIsClosed) {
      // The peer left while its last message was decompressed: there is nobody to tell.
      this.#owner.emit("error", error);
      this.#finish();
      return;
    }
    // What the peer still sends is read and thrown away, so that our close frame is not lost in a reset.
    this.socket.resume();
    if (wasOpen || !this.#closing.frameSent) this.close(closeCode, "");
    else this.sender.end();
    this.#owner.emit("error", error);
  }

  /** Ends with an error that the peer cannot be told. */
  abort(error: Error): void {
    if (this.#hasFailed || this.#readyState === CLOSED) return;
    this.terminate();
    this.#owner.emit("error", error);
    if (this.#socketIsClosed) this.#finish();
  }

  terminate(): void {
    if (this.#readyState === CLOSED) return;
    this.#readyState = CLOSING;
    this.#hasFailed = true;
    // What was sent before leaves, as far as the system takes it at once.
    this.flush();
    this.socket.destroy();
  }

  #startCloseTimer(): void {
    if (this.#closing.timer !== undefined) return;
    const timer = setTimeout(() => this.socket.destroy(), this.#parts.settings.closeTimeout);
    this.#closing = { ...this.#closing, timer };
  }

  onSocketEnd(): void {
    this.#readyState = CLOSING;
    this.sender.end();
    this.#startCloseTimer();
  }

  onSocketClose(): void {
    this.#socketIsClosed = true;
    this.#readyState = CLOSING;
    clearTimeout(this.#closing.timer);
    this.#keepAlive?.stop();
    this.#sender?.discard(() => notOpen(CLOSED));
    this.#finish();
  }

  /** `close` is the last event: it waits for messages that are still being decompressed or that a pause holds back. */
  #finish(): void {
    if (this.#readyState === CLOSED || ((this.#isPaused || !this.#isReading) && !this.#hasFailed)) return;
    this.#readyState = CLOSED;
    this.#parts.onClosed?.(this.#owner);
    this.#owner.emit("close", this.#closing.code, this.#closing.reason);
  }
}

/** One that is watched frame by frame. */
export class TappedConnection extends Connection {
  onFrame(head: Uint8Array, payload: Uint8Array, opcode: number, fin: boolean, rsv: number): void {
    this.tap?.frameReceived(head, payload, opcode, fin, rsv);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Settings that only a TCP socket has. */
export function prepareSocket(socket: Duplex): void {
  const { setTimeout, setNoDelay } = socket as Partial<Socket>;
  setTimeout?.call(socket, 0);
  setNoDelay?.call(socket);
}
