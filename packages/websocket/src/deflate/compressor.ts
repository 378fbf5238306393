import { constants, deflateRaw, deflateRawSync, type ZlibOptions } from "node:zlib";
import { deflateDefaults, type PerMessageDeflateOptions } from "../options.js";
import { History } from "./history.js";
import { runLimited } from "./limiter.js";

/** Up to here a message is compressed at once: a round trip through the thread pool takes longer than the work. */
const largestAtOnce = 4 * 1024;

/**
 * How far back a compressor looks beyond the message in hand. A peer accepts up to 32 KiB; more than this
 * costs more time on a small message than it saves bytes.
 */
const largestHistory = 4 * 1024;

/** Bytes that zlib keeps free in its window (MIN_LOOKAHEAD). */
const lookahead = 262;

/** A message of no bytes (RFC 7692 section 7.2.3.6). */
const emptyMessage = Buffer.from([0]);

/**
 * Compresses the messages of one connection (RFC 7692 section 7.2.1).
 *
 * Each message is compressed by a zlib stream of its own, which gets the last bytes of the messages before
 * as its dictionary. To the peer that is the same as one stream for all messages; here it needs no
 * stream of 256 KiB for each connection, no thread pool for a small message, and the window is as small as
 * the message allows.
 */
export class Compressor {
  readonly #options: PerMessageDeflateOptions;
  readonly #windowBits: number;
  readonly #takesContextOver: boolean;
  readonly #history: History;
  #isInMessage = false;

  constructor(windowBits: number, takesContextOver: boolean, options: PerMessageDeflateOptions) {
    this.#options = options;
    this.#windowBits = windowBits;
    this.#takesContextOver = takesContextOver;
    this.#history = new History(Math.min(largestHistory, 2 ** windowBits));
  }

  /** Whether a message of this many bytes (of a fragmented one: its first fragment) is to be compressed. */
  wants(byteLength: number, options: { readonly compress: boolean; readonly fin: boolean }): boolean {
    if (!options.compress) return false;
    if (this.#takesContextOver) return true;
    return !options.fin || byteLength >= (this.#options.threshold ?? deflateDefaults.threshold);
  }

  /** The payload of the next frame; in order, one at a time. */
  compress(data: Buffer, fin: boolean): Buffer | Promise<Buffer> {
    if (data.length === 0 && fin && !this.#isInMessage) return emptyMessage;
    const dictionary = this.#takesContextOver || this.#isInMessage ? this.#history.bytes : undefined;
    const options = this.#zlibOptions(data.length, dictionary);
    if (data.length <= largestAtOnce) {
      const compressed = deflateRawSync(data, options);
      this.#remember(data, fin);
      return withoutTail(compressed, fin);
    }
    return new Promise((resolve, reject) => {
      const limit = this.#options.concurrencyLimit ?? deflateDefaults.concurrencyLimit;
      runLimited(limit, (done) => {
        deflateRaw(data, options, (error, compressed) => {
          done();
          if (error !== null) {
            reject(error);
            return;
          }
          this.#remember(data, fin);
          resolve(withoutTail(compressed, fin));
        });
      });
    });
  }

  #remember(data: Buffer, fin: boolean): void {
    this.#isInMessage = !fin;
    if (this.#takesContextOver || !fin) this.#history.push(data);
    else this.#history.clear();
  }

  #zlibOptions(byteLength: number, dictionary: Buffer | undefined): ZlibOptions {
    const { level, memLevel, strategy, windowBits = 15 } = this.#options.zlibDeflateOptions ?? {};
    const wanted = Math.ceil(Math.log2(byteLength + (dictionary?.length ?? 0) + lookahead));
    return {
      // zlib writes raw deflate with 9 bits at least, and with 9 looks back 250 bytes at most: within 8 bits.
      windowBits: Math.max(9, Math.min(wanted, windowBits, this.#windowBits)),
      ...(level !== undefined && { level }),
      ...(memLevel !== undefined && { memLevel }),
      ...(strategy !== undefined && { strategy }),
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: Math.min(64 * 1024, Math.max(256, byteLength + 64)),
      ...(dictionary !== undefined && { dictionary }),
    };
  }
}

/** Without the empty block that ends a flush: it goes without saying at the end of a message (RFC 7692 section 7.2.1). */
function withoutTail(compressed: Buffer, fin: boolean): Buffer {
  return fin ? compressed.subarray(0, compressed.length - 4) : compressed;
}
