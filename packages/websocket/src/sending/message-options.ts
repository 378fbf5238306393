import type { SendOptions } from "./sender.js";

/** How one message is sent. */
export interface MessageOptions {
  /** Default: `false` for a string or number, else `true`. */
  readonly binary?: boolean | undefined;
  /** Compress where that was negotiated and pays. Default `true`. */
  readonly compress?: boolean | undefined;
  /** `false`: more of the message comes with the next `send`. Default `true`. */
  readonly fin?: boolean | undefined;
  /** `false` on a client: without the mask that RFC 6455 section 5.1 demands. Default `true` on a client. */
  readonly mask?: boolean | undefined;
}

const text: SendOptions = { binary: false, compress: true, fin: true, mask: true };
const binary: SendOptions = { binary: true, compress: true, fin: true, mask: true };

/** The options with every value decided: one of two objects for nearly all messages. */
export function sendOptions(options: MessageOptions | undefined, isBinary: boolean): SendOptions {
  if (options === undefined) return isBinary ? binary : text;
  const { binary: asBinary = isBinary, compress = true, fin = true, mask = true } = options;
  if (compress && fin && mask) return asBinary ? binary : text;
  return { binary: asBinary, compress, fin, mask };
}
