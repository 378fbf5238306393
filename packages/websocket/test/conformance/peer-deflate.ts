import { once } from "node:events";
import { constants, createDeflateRaw, type DeflateRaw, deflateRawSync, inflateRawSync } from "node:zlib";

const tail = Buffer.from([0, 0, 0xff, 0xff]);

/** Compresses the messages of the raw peer as RFC 7692 section 7.2.1 says. */
export class PeerCompressor {
  readonly #windowBits: number;
  readonly #stream: DeflateRaw | undefined;

  /** @param takesOver keeps the window from one message to the next. */
  constructor(windowBits: number, takesOver: boolean) {
    // zlib writes no raw deflate with 8 bits; with 9 it looks back no further than 250 bytes.
    this.#windowBits = Math.max(9, windowBits);
    this.#stream = takesOver ? createDeflateRaw({ windowBits: this.#windowBits }) : undefined;
  }

  async compress(message: Uint8Array): Promise<Buffer> {
    const whole = this.#stream === undefined ? this.#alone(message) : await this.#next(this.#stream, message);
    return whole.subarray(0, -4);
  }

  close(): void {
    this.#stream?.close();
  }

  #alone(message: Uint8Array): Buffer {
    return deflateRawSync(message, { windowBits: this.#windowBits, finishFlush: constants.Z_SYNC_FLUSH });
  }

  async #next(stream: DeflateRaw, message: Uint8Array): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const collect = (chunk: Buffer) => chunks.push(chunk);
    stream.on("data", collect);
    stream.write(message);
    const flushed = new Promise<void>((resolve) => stream.flush(constants.Z_SYNC_FLUSH, resolve));
    await flushed;
    while (!Buffer.concat(chunks).subarray(-4).equals(tail)) await once(stream, "data");
    stream.off("data", collect);
    return Buffer.concat(chunks);
  }
}

/** Reads the endpoint's compressed messages with exactly the window that was agreed on, so that one byte too far back is an error. */
export class PeerDecompressor {
  readonly #windowBits: number;
  readonly #takesOver: boolean;
  #stream: Buffer = Buffer.alloc(0);
  #read = 0;

  constructor(windowBits: number, takesOver: boolean) {
    this.#windowBits = windowBits;
    this.#takesOver = takesOver;
  }

  decompress(payload: Uint8Array): Buffer {
    const options = { windowBits: this.#windowBits, finishFlush: constants.Z_SYNC_FLUSH };
    if (!this.#takesOver) return inflateRawSync(Buffer.concat([payload, tail]), options);
    // From the start each time: simple, and these streams are short.
    this.#stream = Buffer.concat([this.#stream, payload, tail]);
    const all = inflateRawSync(this.#stream, options);
    const message = all.subarray(this.#read);
    this.#read = all.length;
    return message;
  }
}
