import { WebSocketProtocolError } from "./errors.js";
import { Opcode, RSV1 } from "./opcode.js";
import type { FrameReaderOptions } from "./options.js";
import { Pieces } from "./pieces.js";
import { Utf8Validator } from "./utf8.js";

/** A data message that lies in more than one frame or more than one chunk (RFC 6455 section 5.4). */
export class PartialMessage {
  readonly isBinary: boolean;
  readonly isCompressed: boolean;
  /** Bytes of payload in each of its frames. */
  readonly frameLengths: number[] = [];
  readonly #options: FrameReaderOptions;
  readonly #pieces: Pieces;
  readonly #text: Utf8Validator | undefined;
  #bytes = 0;

  /** @param first the first byte of its first frame. */
  constructor(first: number, options: FrameReaderOptions) {
    this.isBinary = (first & 15) === Opcode.binary;
    this.isCompressed = (first & RSV1) !== 0;
    this.#options = options;
    this.#pieces = new Pieces(options.allocate);
    const isText = !this.isBinary && !this.isCompressed;
    this.#text = isText && options.validateUtf8 ? new Utf8Validator(options.isUtf8) : undefined;
  }

  /** Another frame of it is announced. */
  addFrame(payloadLength: number): WebSocketProtocolError | undefined {
    this.frameLengths.push(payloadLength);
    this.#bytes += payloadLength;
    if (this.#bytes > this.#options.maxMessageBytes)
      return new WebSocketProtocolError("WIRE_MESSAGE_TOO_BIG");
    if (this.frameLengths.length > this.#options.maxFragments)
      return new WebSocketProtocolError("WIRE_TOO_MANY_FRAGMENTS");
    return undefined;
  }

  /** Whether the text so far can be the beginning of UTF-8. */
  checkText(piece: Uint8Array): boolean {
    return this.#text === undefined || this.#text.push(piece);
  }

  /** Keeps a piece of payload that has been checked. */
  keep(piece: Uint8Array): void {
    this.#pieces.add(piece);
  }

  /** The whole message, or `undefined` when its text ends inside a character. */
  finish(): Uint8Array | undefined {
    if (this.#text !== undefined && !this.#text.finish()) return undefined;
    return this.#pieces.join();
  }
}

/** A frame whose payload lies in more than one chunk. */
export interface PartialFrame {
  /** The first byte of its header. */
  readonly first: number;
  /** Bytes of payload still to come. */
  missing: number;
  /** The masking key as it stands at the next byte. */
  maskKey: number;
  /** Its header, for an observer. */
  readonly head: Uint8Array | undefined;
  /** Its payload, where that is wanted on its own: of control frames, and for an observer. */
  readonly pieces: Pieces | undefined;
}
