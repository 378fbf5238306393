import type { BroadcastFlags } from "@signalbox/server";

/**
 * What the nodes of a cluster say to each other. Types 1 to 13 are those of the official adapters, so
 * that their nodes understand ours. The types from 101 on are our own; official nodes ignore them.
 */
export const MessageType = {
  INITIAL_HEARTBEAT: 1,
  HEARTBEAT: 2,
  BROADCAST: 3,
  SOCKETS_JOIN: 4,
  SOCKETS_LEAVE: 5,
  DISCONNECT_SOCKETS: 6,
  FETCH_SOCKETS: 7,
  FETCH_SOCKETS_RESPONSE: 8,
  SERVER_SIDE_EMIT: 9,
  SERVER_SIDE_EMIT_RESPONSE: 10,
  BROADCAST_CLIENT_COUNT: 11,
  BROADCAST_ACK: 12,
  ADAPTER_CLOSE: 13,
  /** "Who holds the session with this private id, and in which rooms is it?" */
  SESSION_FIND: 101,
  /** "Give me that session, and what its client missed." */
  SESSION_TAKE: 102,
  /** The answer to either; without a session, "not me". */
  SESSION_RESPONSE: 103,
  /** "I am closing: keep these sessions for me." */
  SESSIONS_HANDED_OVER: 104,
  ALL_ROOMS: 105,
  ALL_ROOMS_RESPONSE: 106,
  /** "The client of this socket is here now: whoever still has a connection of it, close it." */
  SESSION_MOVED: 107,
} as const;

/** Identifies a node in a namespace: random for each adapter. */
export type NodeId = string;

/** The id that the emitters speak under. They are no nodes: nobody waits for them. */
export const EMITTER_ID: NodeId = "emitter";

/** A packet between nodes: what the application sends, without what each node adds. */
export interface WirePacket {
  readonly type: number;
  readonly data?: unknown;
  readonly nsp?: string;
}

/** Receivers, as they travel. Emitters leave members out. */
export interface WireOptions {
  readonly rooms?: readonly string[];
  readonly except?: readonly string[];
  readonly flags?: BroadcastFlags;
}

export interface BroadcastData {
  readonly packet: WirePacket;
  readonly opts: WireOptions;
  /** Set when acknowledgements are wanted. */
  readonly requestId?: string;
  /** Names the packet for connection state recovery. Only our nodes send and read it. */
  readonly offset?: string;
}

/** A session on its way between nodes. */
export interface WireSession {
  readonly sid: string;
  readonly pid: string;
  readonly rooms: readonly string[];
  readonly data: unknown;
}

/** A session that a closing node gives away. */
export interface HandedOverSession extends WireSession {
  /** The names of the packets that this node sent to the client or would have, oldest first. */
  readonly offsets: readonly string[];
}

export type MessageBody =
  | {
      readonly type: typeof MessageType.INITIAL_HEARTBEAT | typeof MessageType.HEARTBEAT;
      /** From our nodes: whether they can be asked for sessions. */
      readonly data?: { readonly recovers?: boolean };
    }
  | { readonly type: typeof MessageType.ADAPTER_CLOSE; readonly data?: undefined }
  | { readonly type: typeof MessageType.BROADCAST; readonly data: BroadcastData }
  | {
      readonly type: typeof MessageType.SOCKETS_JOIN | typeof MessageType.SOCKETS_LEAVE;
      readonly data: { readonly opts: WireOptions; readonly rooms: readonly string[] };
    }
  | {
      readonly type: typeof MessageType.DISCONNECT_SOCKETS;
      readonly data: { readonly opts: WireOptions; readonly close?: boolean };
    }
  | {
      readonly type: typeof MessageType.FETCH_SOCKETS;
      readonly data: { readonly opts: WireOptions; readonly requestId: string };
    }
  | {
      readonly type: typeof MessageType.SERVER_SIDE_EMIT;
      readonly data: { readonly packet: readonly unknown[]; readonly requestId?: string };
    }
  | { readonly type: typeof MessageType.ALL_ROOMS; readonly data: { readonly requestId: string } }
  | {
      readonly type: typeof MessageType.SESSION_FIND;
      readonly data: { readonly requestId: string; readonly pid: string };
    }
  | {
      readonly type: typeof MessageType.SESSION_TAKE;
      readonly data: { readonly requestId: string; readonly pid: string; readonly offset: string };
    }
  | {
      readonly type: typeof MessageType.SESSIONS_HANDED_OVER;
      readonly data: { readonly sessions: readonly HandedOverSession[] };
    }
  | { readonly type: typeof MessageType.SESSION_MOVED; readonly data: { readonly sid: string } };

export type ResponseBody =
  | {
      readonly type: typeof MessageType.FETCH_SOCKETS_RESPONSE;
      readonly data: { readonly requestId: string; readonly sockets: readonly unknown[] };
    }
  | {
      readonly type: typeof MessageType.SERVER_SIDE_EMIT_RESPONSE;
      readonly data: { readonly requestId: string; readonly packet: unknown };
    }
  | {
      readonly type: typeof MessageType.BROADCAST_CLIENT_COUNT;
      readonly data: { readonly requestId: string; readonly clientCount: number };
    }
  | {
      readonly type: typeof MessageType.BROADCAST_ACK;
      readonly data: { readonly requestId: string; readonly packet: unknown };
    }
  | {
      readonly type: typeof MessageType.ALL_ROOMS_RESPONSE;
      readonly data: { readonly requestId: string; readonly rooms: readonly string[] };
    }
  | {
      readonly type: typeof MessageType.SESSION_RESPONSE;
      readonly data: SessionAnswer & { readonly requestId: string };
    };

/** What a node knows of a session that is asked for. */
export interface SessionAnswer {
  readonly session?: WireSession;
  /** Data of the missed packets, oldest first; the last element of each is its offset. */
  readonly missed?: readonly (readonly unknown[])[];
  /** Offsets of the recent packets that the client did get. */
  readonly delivered?: readonly string[];
}

interface Sender {
  readonly uid: NodeId;
  /** Missing from emitters. */
  readonly nsp?: string;
}

export type ClusterMessage = MessageBody & Sender;
export type ClusterResponse = ResponseBody & Sender;

/** Whether a type is an answer to one node's question. */
export function isResponseType(type: number): boolean {
  switch (type) {
    case MessageType.FETCH_SOCKETS_RESPONSE:
    case MessageType.SERVER_SIDE_EMIT_RESPONSE:
    case MessageType.BROADCAST_CLIENT_COUNT:
    case MessageType.BROADCAST_ACK:
    case MessageType.ALL_ROOMS_RESPONSE:
    case MessageType.SESSION_RESPONSE:
      return true;
    default:
      return false;
  }
}
