/** What other nodes may know of a socket: what `fetchSockets` shows of it there. */
export interface SocketDetails {
  readonly id: string;
  readonly handshake: unknown;
  readonly rooms: readonly string[];
  readonly data: unknown;
}

export function describeSocket(socket: object): SocketDetails {
  const { id, handshake, rooms, data } = socket as {
    id: string;
    handshake: unknown;
    rooms: Iterable<string>;
    data: unknown;
  };
  return { id, handshake, rooms: [...rooms], data };
}
