import { encodeFrame, FIN, Opcode } from "@signalbox/wire/websocket";

/**
 * A message encoded once, to be sent to many connections: `websocket.send(prepared)`.
 *
 * Where a connection needs other bytes (a client masks, compression was negotiated) the message is encoded
 * for it in the usual way.
 */
export class PreparedMessage {
  readonly data: Buffer;
  readonly isBinary: boolean;
  /** The frame as a server sends it. */
  readonly frame: Buffer;

  constructor(data: string | Uint8Array, isBinary: boolean) {
    const payload = Buffer.from(data);
    const frame = encodeFrame({ opcode: isBinary ? Opcode.binary : Opcode.text, payload });
    this.isBinary = isBinary;
    this.frame = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
    this.data = this.frame.subarray(frame.length - payload.length);
  }

  /** The first byte of the frame. */
  get first(): number {
    return FIN | (this.isBinary ? Opcode.binary : Opcode.text);
  }
}

/**
 * Encodes a message once for many `send` calls. Later changes of `data` do not reach it.
 *
 * @param options `binary`: default `true` for bytes, `false` for a string.
 */
export function prepareMessage(
  data: string | Uint8Array,
  options: { readonly binary?: boolean } = {},
): PreparedMessage {
  return new PreparedMessage(data, options.binary ?? typeof data !== "string");
}
