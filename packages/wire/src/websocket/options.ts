/** What a frame reader accepts. A limit of `Infinity` is off. */
export interface FrameReaderOptions {
  /**
   * Largest data message in bytes, summed over its fragments, as they are on the wire: of a compressed
   * message this bounds the compressed size, and whoever inflates bounds the rest. Refused at the header
   * that would exceed it, before any of its payload is kept.
   */
  readonly maxMessageBytes: number;
  /** Most frames in one data message. */
  readonly maxFragments: number;
  /** permessage-deflate was negotiated: RSV1 may be set on the first frame of a data message (RFC 7692 section 6). */
  readonly compression: boolean;
  /** Check the text of text messages and close reasons (RFC 6455 sections 5.6 and 8.1). */
  readonly validateUtf8: boolean;
  /** A faster check of whole byte runs than the one in wire, e.g. `isUtf8` of `node:buffer`. */
  readonly isUtf8: ((bytes: Uint8Array) => boolean) | undefined;
  /**
   * Makes the arrays that joined messages are copied into; contents need not be zeroed, every byte is
   * written before it is handed out. In Node, `Buffer.allocUnsafe`.
   */
  readonly allocate: (length: number) => Uint8Array;
}

export const frameReaderDefaults: Required<FrameReaderOptions> = {
  maxMessageBytes: 100 * 1024 * 1024,
  maxFragments: 131_072,
  compression: false,
  validateUtf8: true,
  isUtf8: undefined,
  allocate: (length) => new Uint8Array(length),
};

/** Options with the defaults in the places left open. A complete object is used as it is, so that a server can make one for all of its readers. */
export function frameReaderOptions(options: Partial<FrameReaderOptions>): FrameReaderOptions {
  const { maxMessageBytes, maxFragments, compression, validateUtf8, allocate } = options;
  if (isComplete(options)) return options;
  return {
    maxMessageBytes: maxMessageBytes ?? frameReaderDefaults.maxMessageBytes,
    maxFragments: maxFragments ?? frameReaderDefaults.maxFragments,
    compression: compression ?? frameReaderDefaults.compression,
    validateUtf8: validateUtf8 ?? frameReaderDefaults.validateUtf8,
    isUtf8: options.isUtf8,
    allocate: allocate ?? frameReaderDefaults.allocate,
  };
}

function isComplete(options: Partial<FrameReaderOptions>): options is FrameReaderOptions {
  return (
    options.maxMessageBytes !== undefined &&
    options.maxFragments !== undefined &&
    options.compression !== undefined &&
    options.validateUtf8 !== undefined &&
    options.allocate !== undefined
  );
}

/** Limits on an HTTP head, so that a peer that never ends its headers cannot fill memory. */
export interface HeadLimits {
  /** Longest head in bytes, start line and final empty line included. */
  readonly maxHeadBytes: number;
  /** Most header fields. */
  readonly maxHeaders: number;
}

/** The same bounds as Node's own HTTP server and client. */
export const headLimitDefaults: Required<HeadLimits> = { maxHeadBytes: 16 * 1024, maxHeaders: 2000 };
