import type { Row, RowKind } from "../contract/index.js";

/** What is told to the timeline: one row with the bytes behind it. */
export interface Entry {
  readonly kind: RowKind;
  readonly direction: Row["direction"];
  /** Milliseconds since the epoch, microseconds as the fraction. */
  readonly at: number;
  /**
   * The content as its application means it: unmasked, decompressed, fragments joined. Of a Socket.IO
   * packet the JSON behind the envelope. Must not change afterwards.
   */
  readonly payload: Uint8Array | string;
  /** False: the payload is stored as bytes. True: it is valid UTF-8 and stored as text. */
  readonly isText: boolean;
  readonly opcode?: number | undefined;
  /** The headers of all frames that carried it, one after the other. */
  readonly heads?: Uint8Array | undefined;
  /** The payload as it crossed the wire, unmasked, where it was compressed. */
  readonly wire?: Uint8Array | undefined;
  /** What stands before the JSON in a Socket.IO packet, Engine.IO type included: `42/chat,7`. */
  readonly envelope?: string | undefined;
  /** The binary attachments of a Socket.IO packet. */
  readonly attachments?: readonly Uint8Array[] | undefined;
  /** The answer to a handshake or polling exchange. */
  readonly answer?: Uint8Array | string | undefined;
  readonly namespace?: string | undefined;
  readonly event?: string | undefined;
  readonly ackId?: number | undefined;
  /** For an ack: the row that it answers. */
  readonly pairSeq?: number | undefined;
  readonly argumentCount?: number | undefined;
  readonly durationUs?: number | undefined;
  readonly engineVersion?: 3 | 4 | undefined;
  /** Sent by this, not by hand. */
  readonly origin?: Row["origin"] | undefined;
}
