import type { Packet } from "../connection/parser.js";
import type { Untyped } from "../events/typed-events.js";

export type SocketId = string;
export type Room = string;
/** Known to one client and the server only; what it may resume a session with. */
export type PrivateSessionId = string;

export interface BroadcastFlags {
  volatile?: boolean;
  compress?: boolean;
  /** Only sockets of this server. */
  local?: boolean;
  broadcast?: boolean;
  binary?: boolean;
  /** Milliseconds to wait for acknowledgements. */
  timeout?: number;
}

export interface BroadcastOptions {
  /** Empty: everybody. */
  rooms: Set<Room>;
  except?: Set<Room>;
  flags?: BroadcastFlags;
  /**
   * The packet is for this socket of this server, not for the room of its name: an adapter for many
   * servers need not tell the others. Adapters that do not know it may ignore it.
   */
  readonly onlyTo?: SocketId;
}

export interface SessionToPersist {
  readonly sid: SocketId;
  readonly pid: PrivateSessionId;
  readonly rooms: Room[];
  readonly data: unknown;
}

export interface RestoredSession extends SessionToPersist {
  /** The data of the packets sent meanwhile, oldest first. */
  readonly missedPackets: unknown[][];
}

/**
 * What a namespace needs of an adapter: who is in which room, and a way to all of them, on this server
 * and on the others. The contract of `socket.io-adapter`, so that its family plugs in.
 *
 * Events: `create-room` (room), `delete-room` (room), `join-room` (room, id), `leave-room` (room, id), `error`.
 */
export interface AdapterContract extends NodeJS.EventEmitter {
  readonly rooms: Map<Room, Set<SocketId>>;
  readonly sids: Map<SocketId, Set<Room>>;
  init(): Promise<void> | void;
  close(): Promise<void> | void;
  /** How many servers there are. */
  serverCount(): Promise<number>;
  addAll(id: SocketId, rooms: Set<Room>): Promise<void> | void;
  del(id: SocketId, room: Room): Promise<void> | void;
  delAll(id: SocketId): Promise<void> | void;
  broadcast(packet: Packet, options: BroadcastOptions): Promise<void> | void;
  /**
   * @param onClientCount how many clients a server has sent the packet to; once a server
   * @param onAck an answer of one client
   */
  broadcastWithAck(
    packet: Packet,
    options: BroadcastOptions,
    onClientCount: (count: number) => void,
    onAck: (...args: Untyped[]) => void,
  ): void;
  sockets(rooms: Set<Room>): Promise<Set<SocketId>>;
  socketRooms(id: SocketId): Set<Room> | undefined;
  fetchSockets(options: BroadcastOptions): Promise<Untyped[]>;
  addSockets(options: BroadcastOptions, rooms: Room[]): Promise<void> | void;
  delSockets(options: BroadcastOptions, rooms: Room[]): Promise<void> | void;
  disconnectSockets(options: BroadcastOptions, close: boolean): Promise<void> | void;
  serverSideEmit(args: Untyped[]): unknown;
  persistSession(session: SessionToPersist): void;
  restoreSession(pid: PrivateSessionId, offset: string): Promise<RestoredSession | null | undefined>;
}

/** The option `adapter`: a class, or a function that makes one adapter for a namespace. */
export type AdapterFactory =
  | (new (
      namespace: Untyped,
    ) => AdapterContract)
  | ((namespace: Untyped) => AdapterContract);
