import { WebSocketProtocolError } from "./errors.js";
import { closeCodeOf, refuseClosePayload, refuseFrameStart, refuseLength } from "./frame-rules.js";
import { advanceMaskKey, mask, maskKeyFromBytes } from "./mask.js";
import { FIN, MASK, Opcode } from "./opcode.js";
import { type FrameReaderOptions, frameReaderOptions } from "./options.js";
import { type PartialFrame, PartialMessage } from "./partial-message.js";
import { Pieces } from "./pieces.js";
import { isUtf8, type Utf8Check } from "./utf8.js";

/** Called by a FrameReader, in the order of the bytes, from inside `push` or `resume`. */
export interface FrameHandler {
  /**
   * A whole data message that was not compressed; text is valid UTF-8. It belongs to the handler: a view
   * of the chunk where it lay whole in one frame and one chunk, else a joined copy. `frameLengths` says
   * where it was joined of several frames.
   */
  onMessage(data: Uint8Array, isBinary: boolean, frameLengths?: readonly number[]): void;
  /** A whole data message with RSV1 set: joined, unmasked, still compressed (RFC 7692 section 6.2). */
  onCompressedMessage(data: Uint8Array, isBinary: boolean): void;
  onPing(data: Uint8Array): void;
  onPong(data: Uint8Array): void;
  /** The peer's close frame, 1005 when it carried no code. Bytes after it are ignored (RFC 6455 section 5.5.1). */
  onClose(code: number, reason: Uint8Array): void;
  /** The peer broke the protocol. Called once; everything after is ignored. */
  onError(error: WebSocketProtocolError): void;
  /**
   * An observer: every whole frame, before the event that it completes. `head` and `payload` share memory
   * with the chunk and with what the event hands out: copy what you keep. Must not throw. Looked up once,
   * when the reader is made.
   */
  onFrame?(head: Uint8Array, payload: Uint8Array, opcode: number, fin: boolean, rsv: number): void;
}

/** Whole text and binary messages in one frame, without and with RSV1: the first byte of nearly every frame. */
const TEXT = FIN | Opcode.text;
const BINARY = FIN | Opcode.binary;
const COMPRESSED_TEXT = 0x40 | TEXT;
const COMPRESSED_BINARY = 0x40 | BINARY;

/** Set in the opcode of every control frame. */
const CONTROL = 8;
const longestHead = 14;

const READING = 0;
const PAUSED = 1;
const ENDED = 2;

/** Turns the bytes of one direction of a WebSocket connection into events (RFC 6455 section 5). */
export class FrameReader {
  readonly #handler: FrameHandler;
  readonly #options: FrameReaderOptions;
  readonly #observed: boolean;
  /** `MASK` where every frame must be masked, 0 where none may be. */
  readonly #maskBit: number;
  readonly #checkText: Utf8Check | undefined;

  #state: typeof READING | typeof PAUSED | typeof ENDED = READING;
  /** The loop is on the stack: a call from inside a handler must not start a second one. */
  #looping = false;
  /** Chunks that wait for `resume`, or for the loop to come back. */
  #waiting: Uint8Array[] | undefined;
  /** The beginning of a header that a chunk ended in. */
  #head: Uint8Array | undefined;
  #headLength = 0;
  #frame: PartialFrame | undefined;
  #message: PartialMessage | undefined;

  /**
   * @param role who reads: a server expects masked frames, a client unmasked ones (RFC 6455 section 5.1).
   * @param options a complete object (`frameReaderOptions` makes one) is used as it is.
   */
  constructor(role: "server" | "client", handler: FrameHandler, options: Partial<FrameReaderOptions> = {}) {
    this.#handler = handler;
    this.#options = frameReaderOptions(options);
    this.#observed = handler.onFrame !== undefined;
    this.#maskBit = role === "server" ? MASK : 0;
    this.#checkText = this.#options.validateUtf8 ? (this.#options.isUtf8 ?? isUtf8) : undefined;
  }

  // --- bytes in -----------------------------------------------------------------------------------

  /** Reads a chunk. It belongs to the reader from now on: payloads are unmasked in it and views of it handed out. */
  push(chunk: Uint8Array): void {
    if (this.#state === ENDED) return;
    if (this.#state === PAUSED || this.#looping || this.#waiting !== undefined) {
      this.#waiting ??= [];
      this.#waiting.push(chunk);
      this.#drain();
    } else {
      this.#read(chunk);
    }
  }

  /** No event after this call until `resume`. Bytes pushed meanwhile are kept. */
  pause(): void {
    if (this.#state === READING) this.#state = PAUSED;
  }

  /** Goes on with the bytes that were kept, at once: those of a pause, and those behind a frame whose handler threw. */
  resume(): void {
    if (this.#state === PAUSED) this.#state = READING;
    this.#drain();
  }

  get isPaused(): boolean {
    return this.#state === PAUSED;
  }

  #drain(): void {
    while (this.#state === READING && !this.#looping) {
      const chunk = this.#waiting?.shift();
      if (chunk === undefined) {
        this.#waiting = undefined;
        return;
      }
      this.#read(chunk);
    }
  }

  // --- the frame loop -----------------------------------------------------------------------------

  /**
   * All that a chunk of whole small messages needs happens in this one function: per frame it makes
   * nothing but the view of the payload and writes no field. What is rare (frames and headers in two
   * chunks, fragments, control frames) is left to the methods below.
   */
  #read(chunk: Uint8Array): void {
    const handler = this.#handler;
    const maskBit = this.#maskBit;
    const maskBytes = maskBit === 0 ? 0 : 4;
    const checkText = this.#checkText;
    const { maxMessageBytes, compression } = this.#options;
    const end = chunk.length;
    let at = 0;
    let refusal: WebSocketProtocolError | undefined;
    this.#looping = true;
    try {
      while (at < end && this.#state === READING) {
        if (this.#frame !== undefined) {
          const piece = chunk.subarray(at, Math.min(end, at + this.#frame.missing));
          at += piece.length;
          refusal = this.#onPiece(this.#frame, piece);
          if (refusal !== undefined) break;
          continue;
        }

        // A header that lies in two chunks is read from a copy, any other where it is.
        const kept = this.#headLength;
        const head = kept === 0 ? chunk : this.#keepHead(chunk, at);
        const start = kept === 0 ? at : 0;
        const available = kept === 0 ? end - at : this.#headLength;
        const first = head[start] as number;
        let length = 0;
        let size = 2;
        if (available >= 2) {
          const second = head[start + 1] as number;
          const plain = (first === TEXT || first === BINARY) && this.#message === undefined;
          if (!plain || (second & MASK) !== maskBit) {
            refusal = refuseFrameStart(first, second, maskBit, this.#message !== undefined, compression);
            if (refusal !== undefined) break;
          }
          length = second & 127;
          if (length >= 126) {
            size = length === 126 ? 4 : 10;
            if (available >= size) {
              length = longLength(head, start);
              refusal = refuseLength(length, size);
              if (refusal !== undefined) break;
            }
          }
          if (length > maxMessageBytes && available >= size && (first & CONTROL) === 0) {
            refusal = new WebSocketProtocolError("WIRE_MESSAGE_TOO_BIG");
            break;
          }
        }
        size += maskBytes;
        if (available < size) {
          if (kept === 0) this.#keepHead(chunk, at);
          at = end;
          break;
        }

        const key = maskBytes === 0 ? 0 : maskKeyFromBytes(head, start + size - 4);
        if (kept !== 0) this.#dropHead();
        const from = at + size - kept;
        if (end - from < length) {
          at = from;
          refusal = this.#beginPartial(first, length, key, head.subarray(start, start + size));
          if (refusal !== undefined) break;
          continue;
        }
        at = from + length;
        const notAscii = maskBytes === 0 ? -1 : mask(chunk, from, at, key);
        const payload = chunk.subarray(from, at);
        if (this.#observed) this.#observe(first, head.subarray(start, start + size), payload);
        if (first === BINARY) {
          handler.onMessage(payload, true);
        } else if (first === TEXT) {
          if (notAscii !== 0 && checkText !== undefined && !checkText(payload)) {
            refusal = new WebSocketProtocolError("WIRE_INVALID_UTF8");
            break;
          }
          handler.onMessage(payload, false);
        } else if (first === COMPRESSED_TEXT || first === COMPRESSED_BINARY) {
          handler.onCompressedMessage(payload, first === COMPRESSED_BINARY);
        } else {
          refusal =
            (first & CONTROL) === 0 ? this.#onFragment(first, payload) : this.#onControl(first & 15, payload);
          if (refusal !== undefined) break;
        }
      }
      if (refusal !== undefined) this.#fail(refusal);
    } finally {
      // Whether a handler paused or threw: what follows its frame is not lost.
      this.#looping = false;
      if (at < end && this.#state !== ENDED) this.#keepRest(chunk.subarray(at));
    }
  }

  #keepRest(rest: Uint8Array): void {
    this.#waiting ??= [];
    this.#waiting.unshift(rest);
  }

  /** Keeps header bytes from `chunk` behind those of the chunks before, as many as a header can have. */
  #keepHead(chunk: Uint8Array, at: number): Uint8Array {
    this.#head ??= this.#options.allocate(longestHead);
    const bytes = chunk.subarray(at, at + longestHead - this.#headLength);
    this.#head.set(bytes, this.#headLength);
    this.#headLength += bytes.length;
    return this.#head;
  }

  /** An observer may hold views of it, so the next split header gets an array of its own. */
  #dropHead(): void {
    this.#head = undefined;
    this.#headLength = 0;
  }

  // Each method below returns an error where a rule was broken.

  // --- frames in several chunks -------------------------------------------------------------------

  #beginPartial(
    first: number,
    length: number,
    maskKey: number,
    head: Uint8Array,
  ): WebSocketProtocolError | undefined {
    const isControl = (first & CONTROL) !== 0;
    this.#frame = {
      first,
      missing: length,
      maskKey,
      head: this.#observed ? head : undefined,
      pieces: isControl || this.#observed ? new Pieces(this.#options.allocate) : undefined,
    };
    return isControl ? undefined : this.#messageOf(first).addFrame(length);
  }

  #onPiece(frame: PartialFrame, piece: Uint8Array): WebSocketProtocolError | undefined {
    const { first } = frame;
    if (this.#maskBit !== 0) {
      mask(piece, 0, piece.length, frame.maskKey);
      frame.maskKey = advanceMaskKey(frame.maskKey, piece.length);
    }
    frame.missing -= piece.length;
    const message = (first & CONTROL) === 0 ? this.#messageOf(first) : undefined;
    if (message?.checkText(piece) === false) return new WebSocketProtocolError("WIRE_INVALID_UTF8");
    if (frame.pieces === undefined) message?.keep(piece);
    else frame.pieces.add(piece);
    if (frame.missing > 0) return undefined;

    this.#frame = undefined;
    if (frame.pieces !== undefined) {
      const payload = frame.pieces.join();
      if (frame.head !== undefined) this.#observe(first, frame.head, payload);
      if (message === undefined) return this.#onControl(first & 15, payload);
      message.keep(payload);
    }
    return message !== undefined && (first & FIN) !== 0 ? this.#onMessageEnd(message) : undefined;
  }

  // --- messages in several frames -----------------------------------------------------------------

  #onFragment(first: number, payload: Uint8Array): WebSocketProtocolError | undefined {
    const message = this.#messageOf(first);
    const refusal = message.addFrame(payload.length);
    if (refusal !== undefined) return refusal;
    if (!message.checkText(payload)) return new WebSocketProtocolError("WIRE_INVALID_UTF8");
    message.keep(payload);
    return (first & FIN) !== 0 ? this.#onMessageEnd(message) : undefined;
  }

  /** The message that a data frame begins or continues. */
  #messageOf(first: number): PartialMessage {
    this.#message ??= new PartialMessage(first, this.#options);
    return this.#message;
  }

  #onMessageEnd(message: PartialMessage): WebSocketProtocolError | undefined {
    this.#message = undefined;
    const data = message.finish();
    if (data === undefined) return new WebSocketProtocolError("WIRE_INVALID_UTF8");
    if (message.isCompressed) this.#handler.onCompressedMessage(data, message.isBinary);
    else this.#handler.onMessage(data, message.isBinary, message.frameLengths);
    return undefined;
  }

  // --- control frames, the observer, the end ------------------------------------------------------

  #onControl(opcode: number, payload: Uint8Array): WebSocketProtocolError | undefined {
    if (opcode === Opcode.ping) this.#handler.onPing(payload);
    else if (opcode === Opcode.pong) this.#handler.onPong(payload);
    else {
      const refusal = refuseClosePayload(payload, this.#checkText);
      if (refusal !== undefined) return refusal;
      this.#end();
      this.#handler.onClose(closeCodeOf(payload), payload.subarray(2));
    }
    return undefined;
  }

  #observe(first: number, head: Uint8Array, payload: Uint8Array): void {
    this.#handler.onFrame?.(head, payload, first & 15, (first & FIN) !== 0, (first >> 4) & 7);
  }

  #fail(error: WebSocketProtocolError): void {
    this.#end();
    this.#handler.onError(error);
  }

  #end(): void {
    this.#state = ENDED;
    this.#waiting = undefined;
    this.#head = undefined;
    this.#frame = undefined;
    this.#message = undefined;
  }
}

/** The 16- or 64-bit length of a header that begins at `start`; not exact beyond 2^53, `Infinity` with the top bit set. */
function longLength(head: Uint8Array, start: number): number {
  const bytes = ((head[start + 1] as number) & 127) === 126 ? 2 : 8;
  if (bytes === 8 && (head[start + 2] as number) > 127) return Number.POSITIVE_INFINITY;
  let length = 0;
  for (let at = start + 2; at < start + 2 + bytes; at++) length = length * 256 + (head[at] as number);
  return length;
}
