/** What one received Socket.IO packet may hold. */
export interface SocketPacketLimits {
  /** The most binary attachments of one packet. Default 10, as in socket.io-parser. */
  readonly maxAttachments: number;
  /** The deepest nesting of arrays and objects in the payload. Default 1,024. */
  readonly maxNesting: number;
}

export const defaultSocketPacketLimits: SocketPacketLimits = { maxAttachments: 10, maxNesting: 1024 };
