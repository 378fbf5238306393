import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { closePayload, Opcode } from "@signalbox/wire/websocket";
import { notOpen } from "./errors.js";
import { KeepAlive } from "./keep-alive.js";
import type { ConnectionSettings } from "./options.js";
import { CLOSED, CLOSING, OPEN } from "./ready-state.js";
import {
  type EventTeller,
  Receiver,
  type ReceiverOwner,
  type ReceiverParts,
  TappedReceiver,
} from "./receiving/receiver.js";
import { Sender, type SenderOwner, type SenderParts } from "./sending/sender.js";
import { turn } from "./sending/turn.js";
import { type SocketHandler, setHandler } from "./socket-handler.js";
import type { ConnectionTap } from "./tap.js";

/** What a connection is made of, beside its socket. */
export interface ConnectionParts extends ReceiverParts, SenderParts {
  /** Told before the `close` event. */
  readonly onClosed: ((websocket: EventTeller) => void) | undefined;
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
  readonly socketIsClosed: boolean;
}

/** One object for all connections that are open. */
const notClosing: Closing = {
  frameSent: false,
  frameReceived: false,
  code: 1006,
  reason: nothing,
  timer: undefined,
  socketIsClosed: false,
};

/** Bytes that the system may leave untaken before pings are no longer answered one by one. */
const largestPongBacklog = 16 * 1024;

/**
 * An open WebSocket connection: one side of it receives, the other sends, and here is how it ends (RFC 6455
 * sections 5 to 7). Both sides are made when there is something to do: an idle connection has neither.
 */
export class Connection implements SocketHandler, ReceiverOwner, SenderOwner {
  readonly socket: Duplex;
  readonly #websocket: EventTeller;
  readonly #parts: ConnectionParts;
  #receiver: Receiver | undefined;
  #sender: Sender | undefined;
  #keepAlive: KeepAlive | undefined;
  #readyState: typeof OPEN | typeof CLOSING | typeof CLOSED = OPEN;
  #closing: Closing = notClosing;
  /** Nothing that may still come is told, but the end. */
  #hasFailed = false;
  /** A ping that is not answered yet because the peer does not read. */
  #owedPong: Buffer | undefined;

  constructor(socket: Duplex, websocket: EventTeller, parts: ConnectionParts) {
    this.socket = socket;
    this.#websocket = websocket;
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
    this.#sender ??= new Sender(this.socket, this.#parts, this);
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
    this.fail(error, 1011);
  }

  onDrain(): void {
    const owed = this.#owedPong;
    this.#owedPong = undefined;
    if (owed !== undefined && this.#readyState === OPEN) this.pong(owed, true);
    this.#websocket.emit("drain");
  }

  ping(data: Uint8Array, isMasked: boolean, callback?: (error?: Error) => void): void {
    this.sender.sendControl(Opcode.ping, data, isMasked, callback);
  }

  pong(data: Uint8Array, isMasked: boolean, callback?: (error?: Error) => void): void {
    this.sender.sendControl(Opcode.pong, data, isMasked, callback);
  }

  /** A peer that sends pings and reads nothing gets one answer, to the last of them (RFC 6455 section 5.5.3). */
  answerPing(data: Uint8Array): void {
    if (this.#closing.frameSent) return;
    if (this.socket.writableLength <= largestPongBacklog) this.pong(data, true);
    else this.#owedPong = Buffer.from(data);
  }

  // --- receiving ----------------------------------------------------------------------------------------

  get #receiving(): Receiver {
    if (this.#receiver === undefined) {
      const ReceiverClass = this.tap === undefined ? Receiver : TappedReceiver;
      this.#receiver = new ReceiverClass(this.#parts, this, this.#websocket);
    }
    return this.#receiver;
  }

  onSocketData(_socket: Duplex, chunk: Buffer): void {
    if (this.#hasFailed) return;
    this.#keepAlive?.heard();
    this.#read(this.#receiving, chunk);
    this.#restIfPaused();
  }

  /** Reads a chunk, or what was held back; what is sent to this connection meanwhile leaves in one write at the end. */
  #read(receiver: Receiver, chunk: Buffer | undefined): void {
    const outer = turn.handling;
    turn.handling = this;
    try {
      if (chunk === undefined) receiver.readOn();
      else receiver.push(chunk);
    } finally {
      turn.handling = outer;
      this.flush();
    }
  }

  onReady(): void {
    this.#read(this.#receiving, undefined);
    if (this.#closing.socketIsClosed) this.#finish();
    else this.#restIfPaused();
  }

  /** The socket reads on only when the receiver has room for more: a peer cannot fill memory with what we keep. */
  #restIfPaused(): void {
    if (this.#hasFailed) return;
    const { isReading } = this.#receiving;
    if (isReading && this.socket.isPaused()) this.socket.resume();
    else if (!isReading && !this.socket.isPaused()) this.socket.pause();
  }

  get isPaused(): boolean {
    return this.#receiver?.isPaused ?? false;
  }

  pause(): void {
    if (this.#readyState === CLOSED) return;
    this.#receiving.pause();
    this.socket.pause();
  }

  resume(): void {
    if (this.#readyState !== CLOSED) this.#receiving.resume();
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

  onPeerClose(code: number, reason: Buffer): void {
    this.#closing = { ...this.#closing, frameReceived: true, code, reason };
    if (this.#closing.frameSent) this.sender.end();
    else this.close(code, reason);
  }

  /** The peer did what cannot be accepted: `error`, a close frame that says why, and the end. */
  fail(error: Error, closeCode: number): void {
    if (this.#hasFailed || this.#readyState === CLOSED) return;
    this.#hasFailed = true;
    const wasOpen = this.#readyState === OPEN;
    this.#readyState = CLOSING;
    this.#receiver?.stop();
    if (this.#closing.socketIsClosed) {
      // The peer left while its last message was decompressed: there is nobody to tell.
      this.#websocket.emit("error", error);
      this.#finish();
      return;
    }
    // What the peer still sends is read and thrown away, so that our close frame is not lost in a reset.
    this.socket.resume();
    if (wasOpen || !this.#closing.frameSent) this.close(closeCode, "");
    else this.sender.end();
    this.#websocket.emit("error", error);
  }

  /** Ends with an error that the peer cannot be told. */
  abort(error: Error): void {
    if (this.#hasFailed || this.#readyState === CLOSED) return;
    this.terminate();
    this.#websocket.emit("error", error);
    if (this.#closing.socketIsClosed) this.#finish();
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
    this.#closing = { ...this.#closing, socketIsClosed: true };
    this.#readyState = CLOSING;
    clearTimeout(this.#closing.timer);
    this.#keepAlive?.stop();
    this.#sender?.discard(() => notOpen(CLOSED));
    this.#finish();
  }

  /** `close` is the last event: it waits for messages that are still being decompressed or that a pause holds back. */
  #finish(): void {
    if (this.#readyState === CLOSED) return;
    if (this.#receiver?.isReading === false && !this.#hasFailed) return;
    this.#readyState = CLOSED;
    this.#parts.onClosed?.(this.#websocket);
    this.#websocket.emit("close", this.#closing.code, this.#closing.reason);
  }
}

/** Settings that only a TCP socket has. */
export function prepareSocket(socket: Duplex): void {
  const { setTimeout, setNoDelay } = socket as Partial<Socket>;
  setTimeout?.call(socket, 0);
  setNoDelay?.call(socket);
}
