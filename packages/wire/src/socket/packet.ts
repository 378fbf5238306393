/** Packet types by the names of the protocol document. Protocol 4 calls CONNECT_ERROR ERROR. */
export const SocketPacketType = {
  CONNECT: 0,
  DISCONNECT: 1,
  EVENT: 2,
  ACK: 3,
  CONNECT_ERROR: 4,
  BINARY_EVENT: 5,
  BINARY_ACK: 6,
} as const;

/** One packet of Socket.IO protocol 4 (spoken by v1 and v2) or 5 (v3 and v4). */
export interface SocketPacket {
  /** See {@link SocketPacketType}. */
  type: number;
  /** The namespace, `/` by default. In protocol 4 a CONNECT may carry a query behind it. */
  nsp: string;
  data?: unknown;
  /** The acknowledgement id. */
  id?: number;
  /** How many binary attachments the packet came with; set on received binary packets. */
  attachments?: number;
}

/** Events that Socket.IO libraries emit themselves; a peer may not send them. */
export const reservedEvents: ReadonlySet<unknown> = new Set([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);
