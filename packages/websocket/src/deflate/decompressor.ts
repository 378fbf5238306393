import { constants as bufferConstants } from "node:buffer";
import { constants, inflateRaw, inflateRawSync, type ZlibOptions } from "node:zlib";
import { deflateDefaults, type PerMessageDeflateOptions } from "../options.js";
import { History } from "./history.js";
import { runLimited } from "./limiter.js";

/** Up to here a message is decompressed at once, as long as it stays small: see `largestOutputAtOnce`. */
const largestAtOnce = 4 * 1024;
const largestOutputAtOnce = 64 * 1024;

/** The empty block that the sender has left out (RFC 7692 section 7.2.2). */
const tail = Buffer.from([0x00, 0x00, 0xff, 0xff]);

interface InflateResult {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/**
 * Decompresses the messages of one connection (RFC 7692 section 7.2.2), each by a zlib stream of its own
 * that gets the window of the messages before as its dictionary.
 */
export class Decompressor {
  readonly #windowBits: number;
  readonly #options: PerMessageDeflateOptions;
  readonly #maxPayload: number;
  /** Present when the peer may refer back to earlier messages. */
  readonly #history: History | undefined;

  /** @param maxPayload most bytes of a decompressed message; 0: no limit. */
  constructor(
    windowBits: number,
    takesContextOver: boolean,
    options: PerMessageDeflateOptions,
    maxPayload: number,
  ) {
    this.#windowBits = windowBits;
    this.#options = options;
    this.#maxPayload = maxPayload || bufferConstants.MAX_LENGTH;
    this.#history = takesContextOver ? new History(2 ** windowBits) : undefined;
  }

  /**
   * In order, one at a time.
   *
   * @throws, or rejects with, an Error with code `ERR_BUFFER_TOO_LARGE` beyond `maxPayload`, or `Z_DATA_ERROR`.
   */
  decompress(data: Buffer): Buffer | Promise<Buffer> {
    const input = Buffer.concat([data, tail]);
    if (data.length > largestAtOnce) return this.#inLater(input);
    const atOnce = Math.min(this.#maxPayload, largestOutputAtOnce);
    try {
      return this.#remember(inflateAtOnce(input, this.#zlibOptions(data.length, atOnce), atOnce));
    } catch (error) {
      if (!isTooLarge(error) || atOnce === this.#maxPayload) throw error;
      return this.#inLater(input);
    }
  }

  #inLater(input: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const limit = this.#options.concurrencyLimit ?? deflateDefaults.concurrencyLimit;
      runLimited(limit, (done) => {
        const options = this.#zlibOptions(input.length, this.#maxPayload);
        inflateLater(input, options, this.#maxPayload, (error, message) => {
          done();
          if (message === undefined) reject(error);
          else resolve(this.#remember(message));
        });
      });
    });
  }

  #remember(message: Buffer): Buffer {
    this.#history?.push(message);
    return message;
  }

  #zlibOptions(byteLength: number, maxOutputLength: number): ZlibOptions {
    const { chunkSize = Math.min(64 * 1024, Math.max(1024, 8 * byteLength)) } =
      this.#options.zlibInflateOptions ?? {};
    const dictionary = this.#history?.bytes;
    return {
      windowBits: this.#windowBits,
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength,
      chunkSize,
      info: true,
      ...(dictionary !== undefined && { dictionary }),
    };
  }
}

// A block marked as final ends a zlib stream, but not the message: what follows it is a stream of its own
// that may refer back to it (RFC 7692 section 7.2.3.4). So both ways of inflating go on until all is read.

function inflateAtOnce(input: Buffer, options: ZlibOptions, room: number): Buffer {
  const { buffer, engine } = inflateRawSync(input, options) as unknown as InflateResult;
  const rest = input.subarray(engine.bytesWritten);
  if (!hasMore(rest)) return buffer;
  const more = inflateAtOnce(rest, continued(options, buffer, room), room - buffer.length);
  return Buffer.concat([buffer, more]);
}

function inflateLater(
  input: Buffer,
  options: ZlibOptions,
  room: number,
  callback: (error: unknown, message?: Buffer) => void,
): void {
  inflateRaw(input, options, (error, result) => {
    if (error !== null) {
      callback(error);
      return;
    }
    const { buffer, engine } = result as unknown as InflateResult;
    const rest = input.subarray(engine.bytesWritten);
    if (!hasMore(rest)) {
      callback(null, buffer);
      return;
    }
    inflateLater(rest, continued(options, buffer, room), room - buffer.length, (failure, more) => {
      if (more === undefined) callback(failure);
      else callback(null, Buffer.concat([buffer, more]));
    });
  });
}

/** Options for what follows a final block. */
function continued(options: ZlibOptions, output: Buffer, room: number): ZlibOptions {
  if (output.length >= room)
    throw Object.assign(new RangeError("too large"), { code: "ERR_BUFFER_TOO_LARGE" });
  const before = options.dictionary === undefined ? [] : [options.dictionary as Buffer];
  const dictionary = Buffer.concat([...before, output]).subarray(-(2 ** (options.windowBits ?? 15)));
  return {
    ...options,
    maxOutputLength: room - output.length,
    ...(dictionary.length > 0 && { dictionary }),
  };
}

/** Whether anything but the empty block at the end is left. */
function hasMore(rest: Buffer): boolean {
  if (rest.length <= tail.length) return false;
  return !(rest.length === tail.length + 1 && rest[0] === 0);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
