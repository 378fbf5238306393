import type { WebSocketTap } from "@signalbox/wire";
import { Opcode, RSV1 } from "@signalbox/wire/websocket";

/** Milliseconds since the Unix epoch with microseconds as the fraction. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Frames of one direction on their way to becoming a message. */
interface Tally {
  frames: number;
  wireBytes: number;
  compressed: boolean;
}

/** Tells a tap about the frames of one connection and adds up what its messages took on the wire. */
export class ConnectionTap {
  readonly #tap: WebSocketTap;
  readonly #received: Tally = { frames: 0, wireBytes: 0, compressed: false };
  readonly #sent: Tally = { frames: 0, wireBytes: 0, compressed: false };
  #sentFragments: Uint8Array[] = [];

  constructor(tap: WebSocketTap) {
    this.#tap = tap;
  }

  /** Head and payload are copied: the application gets the same memory and may change it. */
  frameReceived(head: Uint8Array, payload: Uint8Array, opcode: number, fin: boolean, rsv: number): void {
    if (opcode < Opcode.close) count(this.#received, head.length + payload.length, opcode, rsv);
    this.#tap.frame?.({
      at: now(),
      direction: "received",
      head: Buffer.from(head),
      payload: Buffer.from(payload),
      opcode,
      fin,
      rsv,
    });
  }

  messageReceived(data: Uint8Array, isBinary: boolean): void {
    this.#tap.message?.({
      at: now(),
      direction: "received",
      isBinary,
      data: Buffer.from(data),
      ...this.#received,
    });
    reset(this.#received);
  }

  /** @param head the header as it goes out; `payload` before masking. */
  frameSent(head: Uint8Array, payload: Uint8Array): void {
    const first = head[0] ?? 0;
    const opcode = first & 15;
    const rsv = (first >> 4) & 7;
    if (opcode < Opcode.close) count(this.#sent, head.length + payload.length, opcode, rsv);
    this.#tap.frame?.({
      at: now(),
      direction: "sent",
      head: Buffer.from(head),
      payload: Buffer.from(payload),
      opcode,
      fin: first >= 0x80,
      rsv,
    });
  }

  /** @param data what the application sent in this call, a whole message or a fragment of one. */
  dataSent(data: Uint8Array, isBinary: boolean, fin: boolean): void {
    this.#sentFragments.push(Buffer.from(data));
    if (!fin) return;
    const whole = Buffer.concat(this.#sentFragments);
    this.#sentFragments = [];
    this.#tap.message?.({ at: now(), direction: "sent", isBinary, data: whole, ...this.#sent });
    reset(this.#sent);
  }
}

function count(tally: Tally, bytes: number, opcode: number, rsv: number): void {
  tally.frames++;
  tally.wireBytes += bytes;
  if (opcode !== Opcode.continuation) tally.compressed = ((rsv << 4) & RSV1) !== 0;
}

function reset(tally: Tally): void {
  tally.frames = 0;
  tally.wireBytes = 0;
  tally.compressed = false;
}
