import { hasBinary } from "./has-binary.js";
import { decodeMessagePack, encodeMessagePack } from "./message-pack.js";

const OPENING_BRACE = 0x7b;

/** An object as JSON, or as MessagePack when there are bytes in it. */
export function encodeTextOrBytes(value: object): string | Buffer {
  return hasBinary(value) ? encodeMessagePack(value) : JSON.stringify(value);
}

/** Reads either: JSON of an object begins with a brace, MessagePack of one never does. */
export function decodeTextOrBytes(bytes: Buffer): unknown {
  return bytes[0] === OPENING_BRACE ? JSON.parse(bytes.toString()) : decodeMessagePack(bytes);
}
