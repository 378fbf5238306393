import type { Socket } from "node:net";
import { encodeFrame, type Frame, mask, maskKeyFromBytes } from "@signalbox/wire/websocket";

/** How bytes are handed to the kernel: at once, each alone, or cut at lengths that fit nothing. */
export type Delivery = "at once" | "byte by byte" | "cut awkwardly";

export interface ReceivedFrame {
  readonly opcode: number;
  readonly fin: boolean;
  readonly rsv: number;
  readonly maskKey: number | undefined;
  /** Bytes of the header, masking key included. */
  readonly headLength: number;
  /** Unmasked. */
  readonly payload: Buffer;
}

/** Only a guard against waiting for ever: nothing is decided by time. */
const patienceMs = 15_000;
const awkwardLengths = [1, 2, 3, 5, 7, 61, 997, 1, 4099, 65_537];

/**
 * The other side of the connection: a bare TCP socket that says exactly what a case tells it to say. What it
 * receives it reads by a frame splitter of its own, which knows nothing of the reader under test.
 */
export class RawPeer {
  readonly socket: Socket;
  readonly #masks: boolean;
  readonly #delivery: Delivery;
  readonly #transcript: string[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #frames: ReceivedFrame[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  /** Chunks that are not in `#bytes` yet: of a large frame they are joined once, when it is whole. */
  #chunks: Buffer[] = [];
  #arrived = 0;
  #needed = 1;
  #isSplitting = false;
  #isEnded = false;
  #nextKey = 0x9e3779b9;

  /** @param masks the peer is the client, so its frames are masked. */
  constructor(socket: Socket, masks: boolean, delivery: Delivery) {
    this.socket = socket;
    this.#masks = masks;
    this.#delivery = delivery;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.#note("received", chunk);
      this.#chunks.push(chunk);
      this.#arrived += chunk.length;
      if (this.#arrived >= this.#needed) this.#gather();
      this.#wake();
    });
    const end = (what: string) => () => {
      if (!this.#isEnded) this.#transcript.push(`the connection ended (${what})`);
      this.#isEnded = true;
      this.#wake();
    };
    socket.on("end", end("FIN"));
    socket.on("close", end("closed"));
    socket.on("error", (error) => this.#transcript.push(`socket error: ${error.message}`));
  }

  // --- sending ------------------------------------------------------------------------------------

  /** Sends bytes as they are. Resolves when the kernel has them, also when the other side hung up meanwhile. */
  async send(bytes: Uint8Array): Promise<void> {
    this.#note("sent", bytes);
    if (this.#delivery === "at once") return this.#write(bytes);
    for (let at = 0, turn = 0; at < bytes.length && !this.socket.destroyed; turn++) {
      const length =
        this.#delivery === "byte by byte" ? 1 : (awkwardLengths[turn % awkwardLengths.length] ?? 1);
      await this.#write(bytes.subarray(at, at + length));
      // A turn of the event loop lets the endpoint, which lives in this process, read them.
      await new Promise((resolve) => setImmediate(resolve));
      at += length;
    }
  }

  /** Sends frames in one go, masked where the peer is a client. */
  async sendFrames(frames: readonly Frame[]): Promise<void> {
    await this.send(Buffer.concat(frames.map((frame) => this.encode(frame))));
  }

  /** The bytes of a frame, masked where the peer is a client. */
  encode(frame: Frame): Uint8Array {
    if (!this.#masks || frame.maskKey !== undefined) return encodeFrame(frame);
    this.#nextKey = (Math.imul(this.#nextKey, 0x01000193) + 1) | 0;
    return encodeFrame({ ...frame, maskKey: this.#nextKey });
  }

  #write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.destroyed || this.socket.writableEnded) resolve();
      else this.socket.write(bytes, () => resolve());
    });
  }

  // --- receiving ----------------------------------------------------------------------------------

  /** The HTTP head that the endpoint sent, its final empty line included. */
  async head(): Promise<string> {
    await this.#until("an HTTP head", () => this.#bytes.includes("\r\n\r\n"));
    const end = this.#bytes.indexOf("\r\n\r\n") + 4;
    const head = this.#bytes.subarray(0, end).toString("latin1");
    this.#bytes = this.#bytes.subarray(end);
    return head;
  }

  /** From now on what arrives is frames. */
  startFrames(): void {
    this.#isSplitting = true;
    this.#split();
  }

  /** The next frame that the endpoint sent. */
  async frame(): Promise<ReceivedFrame> {
    await this.#until("a frame", () => this.#frames.length > 0);
    return this.#frames.shift() as ReceivedFrame;
  }

  /** The connection is over, from the endpoint's side at least. Returns the frames that came before and nobody asked for. */
  async ended(): Promise<ReceivedFrame[]> {
    await this.#until("the end of the connection", () => this.#isEnded);
    return this.#frames.splice(0);
  }

  /** Everything that went over the wire, for the report of a failed case. */
  get transcript(): string {
    return this.#transcript.join("\n");
  }

  #gather(): void {
    this.#bytes = Buffer.concat([this.#bytes, ...this.#chunks]);
    this.#chunks = [];
    this.#arrived = 0;
    if (this.#isSplitting) this.#split();
  }

  #split(): void {
    for (;;) {
      const frame = splitFrame(this.#bytes);
      if (typeof frame === "number") {
        this.#needed = frame - this.#bytes.length;
        return;
      }
      this.#bytes = this.#bytes.subarray(frame.headLength + frame.payload.length);
      this.#frames.push(frame);
    }
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  async #until(what: string, isThere: () => boolean): Promise<void> {
    let guard: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_, reject) => {
      guard = setTimeout(() => reject(new Error(`waited for ${what}, which did not come`)), patienceMs);
    });
    try {
      while (!isThere()) {
        if (this.#isEnded) throw new Error(`waited for ${what}, but the connection ended`);
        await Promise.race([expired, new Promise<void>((resolve) => this.#waiting.push(resolve))]);
      }
    } finally {
      clearTimeout(guard);
    }
  }

  #note(verb: string, bytes: Uint8Array): void {
    const shown = Buffer.from(bytes.subarray(0, 96)).toString("hex").replace(/../g, "$& ");
    if (this.#transcript.length < 200) {
      this.#transcript.push(`${verb} ${bytes.length} bytes: ${shown}${bytes.length > 96 ? "…" : ""}`);
    }
  }
}

/** The first frame of `bytes`, or the bytes it takes, as far as they tell, (RFC 6455 section 5.2). */
function splitFrame(bytes: Buffer): ReceivedFrame | number {
  if (bytes.length < 2) return 2;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  let length = second & 127;
  let headLength = 2;
  if (length === 126) {
    if (bytes.length < 4) return 4;
    length = bytes.readUInt16BE(2);
    headLength = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return 10;
    length = Number(bytes.readBigUInt64BE(2));
    headLength = 10;
  }
  const isMasked = (second & 128) !== 0;
  if (isMasked) headLength += 4;
  if (bytes.length < headLength + length) return headLength + length;
  const payload = Buffer.from(bytes.subarray(headLength, headLength + length));
  const maskKey = isMasked ? maskKeyFromBytes(bytes, headLength - 4) : undefined;
  if (maskKey !== undefined) mask(payload, 0, payload.length, maskKey);
  return {
    opcode: first & 15,
    fin: (first & 128) !== 0,
    rsv: (first >> 4) & 7,
    maskKey,
    headLength,
    payload,
  };
}
