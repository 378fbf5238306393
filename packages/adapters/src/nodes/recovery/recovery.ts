import type { ClusterMessage, HandedOverSession, SessionAnswer, WireSession } from "../messages.js";

/** A packet that clients may ask for again. */
export interface KeptPacket {
  /** Its name; the last argument that the clients got. */
  readonly offset: string;
  /** With the offset as its last element. */
  readonly data: readonly unknown[];
  readonly rooms: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
}

export interface RestoredPackets {
  readonly session: WireSession;
  readonly missed: readonly (readonly unknown[])[];
}

/**
 * How the sessions of clients that were cut off are kept and given back, here or on another node. Two
 * ways: in the memory of the nodes, which ask each other, or in an engine that keeps messages.
 */
export interface Recovery {
  /** The name for a packet that this node sends; `undefined` where the engine names it. */
  nextOffset(): string | undefined;
  /** The name for a packet that came without one; it means nothing to other nodes. */
  localOffset(): string | undefined;
  /** A packet is about to be sent to the clients of this node. */
  keep(packet: KeptPacket): void;
  /** The sockets that have got this packet already, by being resumed. */
  alreadySentTo(offset: string): ReadonlySet<string> | undefined;
  persist(session: WireSession): void;
  restore(pid: string, offset: string): Promise<RestoredPackets | undefined>;
  /** The socket has left for good, or its session is persisted. */
  forget(sid: string): void;
  /**
   * Whether a session that waits here is in the room, or one that is being restored may be: its packets are
   * to be kept although no socket is in it.
   */
  needsRoom(room: string): boolean;
  /** A socket is in other rooms than before. */
  touch?(sid: string): void;
  /**
   * The session of a socket that is still connected here has gone on elsewhere. Present where that can be:
   * where sessions are saved ahead.
   */
  abandon?(sid: string): void;
  /**
   * The engine is there again. Unless it kept what was sent meanwhile, what is kept here has a hole, and must
   * not be given as complete.
   */
  onBack(kept: boolean): void;
  /** The last thing before this node goes: what others should keep for it. */
  close(): void;
}

/** What other nodes may ask, where sessions are in the nodes' memories. */
export interface SessionHolder {
  find(pid: string): Promise<SessionAnswer>;
  take(pid: string, offset: string): Promise<SessionAnswer>;
  adopt(sessions: readonly HandedOverSession[]): void;
}

/** How a recovery reaches the other nodes. */
export interface SessionPeers {
  /** Asks every node that keeps sessions; ends with the first that has it. */
  ask(message: SessionQuestion): Promise<SessionAnswer | undefined>;
  handOver(sessions: readonly HandedOverSession[]): void;
  /** Whether rooms have channels of their own, so that this node does not receive those without members here. */
  readonly hasRoomChannels: boolean;
  /** Resolves once this node receives these rooms. */
  enterRooms(rooms: readonly string[]): Promise<void>;
  /** The room is no longer held for a session. */
  releaseRoom(room: string): void;
}

type WithoutRequest<M> = M extends { data: infer D; type: infer T }
  ? { readonly type: T; readonly data: Omit<D, "requestId"> }
  : never;

export type SessionQuestion = WithoutRequest<Extract<ClusterMessage, { type: 101 | 102 }>>;

/** Whether a client with this id and these rooms is among the receivers of the packet. */
export function isFor(packet: KeptPacket, sid: string, joined: readonly string[]): boolean {
  const { rooms, except } = packet;
  const isChosen = rooms.size === 0 || rooms.has(sid) || joined.some((room) => rooms.has(room));
  if (!isChosen || except.size === 0) return isChosen;
  return !except.has(sid) && !joined.some((room) => except.has(room));
}
