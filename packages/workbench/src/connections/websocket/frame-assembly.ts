import type { FrameRecord } from "@signalbox/wire";

/** What the frames of one message leave to be stored. */
export interface MessageFrames {
  /** Their headers, one after the other. */
  readonly heads: Uint8Array;
  /** Their payloads, one after the other, when they were compressed. */
  readonly wire: Uint8Array | undefined;
}

/** Gathers the data frames of one direction into messages. */
export class FrameAssembly {
  #heads: Uint8Array[] = [];
  #payloads: Uint8Array[] = [];
  #isCompressed = false;

  /** Returns the frames of a message when this one was its last. */
  add(frame: FrameRecord): MessageFrames | undefined {
    // RSV1 on the first frame marks the whole message as compressed (RFC 7692 section 6).
    if (this.#heads.length === 0) this.#isCompressed = (frame.rsv & 4) !== 0;
    if (frame.fin && this.#heads.length === 0 && !this.#isCompressed)
      return { heads: frame.head, wire: undefined };
    this.#heads.push(frame.head);
    if (this.#isCompressed) this.#payloads.push(frame.payload);
    if (!frame.fin) return undefined;
    const frames = {
      heads: Buffer.concat(this.#heads),
      wire: this.#isCompressed ? Buffer.concat(this.#payloads) : undefined,
    };
    this.#heads = [];
    this.#payloads = [];
    return frames;
  }
}
