/** What one polling body may hold. */
export interface PayloadLimits {
  /**
   * The largest body, in bytes when given as bytes and in UTF-16 code units when given as text.
   * Default 1,000,000, the `maxHttpBufferSize` of Socket.IO servers.
   */
  readonly maxPayloadBytes: number;
  /** The most packets in one body. Default 16,384. */
  readonly maxPackets: number;
}

export const defaultPayloadLimits: PayloadLimits = { maxPayloadBytes: 1_000_000, maxPackets: 16_384 };
