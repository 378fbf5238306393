import { largestGathered } from "./slab.js";

/**
 * Frames that wait for one write. A bundle never changes: appending gives another one, and appending the
 * same frame to the same bundle gives the same one. So a broadcast that sends the same few frames to a
 * thousand connections in one turn builds and joins one bundle, not a thousand.
 */
export class Bundle {
  readonly #before: Bundle | undefined;
  readonly #frame: Buffer;
  readonly byteLength: number;
  /** The last frame that was appended here, and the bundle that came of it. */
  #next: Bundle | undefined;
  #joined: Buffer | undefined;

  private constructor(before: Bundle | undefined, frame: Buffer) {
    this.#before = before;
    this.#frame = frame;
    this.byteLength = (before?.byteLength ?? 0) + frame.length;
  }

  static append(bundle: Bundle | undefined, frame: Buffer): Bundle {
    const known = bundle === undefined ? first : bundle.#next;
    if (known !== undefined && known.#frame === frame) return known;
    const next = new Bundle(bundle, frame);
    if (bundle !== undefined) bundle.#next = next;
    else if (frame.length <= largestGathered) first = next;
    return next;
  }

  /** Lets go of what the last turn's broadcasts shared. */
  static forget(): void {
    first = undefined;
  }

  /** All bytes, in the order of appending. */
  join(): Buffer {
    if (this.#before === undefined) return this.#frame;
    if (this.#joined === undefined) {
      const joined = Buffer.allocUnsafe(this.byteLength);
      let end = this.byteLength;
      for (let bundle: Bundle | undefined = this; bundle !== undefined; bundle = bundle.#before) {
        end -= bundle.#frame.length;
        joined.set(bundle.#frame, end);
      }
      this.#joined = joined;
    }
    return this.#joined;
  }
}

/** The last bundle of one frame that was made. */
let first: Bundle | undefined;
