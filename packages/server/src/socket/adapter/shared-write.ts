import { SharedMessage } from "../../engine/transports/shared-message.js";
import type { SendOptions } from "../../engine/transports/transport.js";
import type { EncodedPart } from "../connection/parser.js";

/** How an encoded packet is to be written to one connection. */
export interface WriteOptions {
  readonly compress?: boolean | undefined;
  readonly volatile?: boolean | undefined;
  /** The parts were encoded by an adapter, for many. */
  readonly preEncoded?: boolean | undefined;
}

let lastParts: readonly EncodedPart[] | undefined;
let lastOptions: WriteOptions | undefined;
let lastShared: SendOptions = {};

/**
 * The options for a packet on its way to many connections. An adapter passes the same two objects for
 * each of them, so that is how the same packet is known again: all get the same shared message.
 */
export function sharedOptions(parts: readonly EncodedPart[], options: WriteOptions): SendOptions {
  if (parts !== lastParts || options !== lastOptions) {
    const [text] = parts;
    const shared = typeof text === "string" ? new SharedMessage(`4${text}`) : undefined;
    lastParts = parts;
    lastOptions = options;
    lastShared = { compress: options.compress, volatile: options.volatile, shared };
  }
  return lastShared;
}
